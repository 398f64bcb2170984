/**
 * What the log may be told: of an error what it is, and never the values that it is about. The database quotes rows and
 * parameters in its messages, and a parser the text that it could not read.
 */
export function loggable(told: unknown): string {
  if (!(told instanceof Error)) return typeof told === 'string' ? told : (JSON.stringify(told) ?? String(told));
  if (isOfDatabase(told)) {
    const { code, table, constraint } = told;
    return `The database refused with ${[code, table, constraint].filter(Boolean).join(' ')}`;
  }
  return told instanceof SyntaxError ? 'SyntaxError' : `${told.name}: ${told.message}`;
}

/** Where an error comes from: its stack without its message. */
export function framesOf(told: unknown): string | undefined {
  const stack = told instanceof Error ? told.stack : told;
  if (typeof stack !== 'string') return undefined;
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.length > 0 ? frames.join('\n') : undefined;
}

/** With all that could begin another line, or steer a terminal, written out. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

function isOfDatabase(error: Error): error is Error & { code: string; table?: string; constraint?: string } {
  return 'severity' in error && 'code' in error;
}
