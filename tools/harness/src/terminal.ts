/** Says what is being done, in the place of what was done before where a terminal can show that. */
export function showStep(what: string): void {
  clearStep();
  process.stdout.write(`${what} …${process.stdout.isTTY ? '' : '\n'}`);
}

export function clearStep(): void {
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[2K');
}

/** Lines in a frame, or without one where the terminal is too narrow for it. */
export function framed(lines: readonly string[], columns = Infinity): string {
  const width = Math.max(...lines.map((line) => line.length));
  if (width + 4 > columns) return lines.join('\n');
  const rule = '─'.repeat(width + 2);
  return [`╭${rule}╮`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `╰${rule}╯`].join('\n');
}

/** Each paragraph's title stands beside its first line, and all lines begin in one column. */
export function paragraphs(all: readonly { readonly title: string; readonly lines: readonly string[] }[]): string[] {
  const width = Math.max(0, ...all.map(({ title }) => title.length)) + 2;
  return all.flatMap(({ title, lines }) => [
    '',
    ...lines.map((line, at) => `${(at === 0 ? title : '').padEnd(width)}${line}`),
  ]);
}
