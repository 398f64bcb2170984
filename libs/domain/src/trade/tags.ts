/** Tags as people type them, separated by commas: each once, in the order typed. */
export function parseTags(typed: string): readonly string[] {
  const tags = typed.split(',').map((tag) => tag.trim());
  return [...new Set(tags)].filter((tag) => tag !== '');
}
