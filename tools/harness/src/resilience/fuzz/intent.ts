/** How a request is meant: to succeed, with one thing off, or to do harm. */
export type Intent = 'valid' | 'nearly' | 'hostile';

export interface Body {
  readonly bytes: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}
