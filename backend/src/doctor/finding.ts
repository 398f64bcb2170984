/** What one step of the examination came to. `hint` is for what nobody but a person can look at. */
export interface Finding {
  readonly state: 'well' | 'wrong' | 'hint';
  readonly what: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export const well = (what: string): Finding => ({ state: 'well', what });
export const wrong = (what: string, remedy: string): Finding => ({ state: 'wrong', what, remedy });
export const hint = (what: string, remedy: string): Finding => ({ state: 'hint', what, remedy });
