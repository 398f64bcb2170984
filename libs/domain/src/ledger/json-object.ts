/**
 * The object that a text is in JSON; null for anything else, and where a name stands twice in it or in anything of it:
 * of two values this program reads the last, while another, or a person, may read the first.
 */
export function objectIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && namesOf(value) === namesIn(text) ? value : null;
  } catch {
    return null;
  }
}

/** How many names a text of JSON has: strings that a colon follows. */
function namesIn(text: string): number {
  let names = 0;
  for (let start = text.indexOf('"'); start >= 0;) {
    let next = endOfString(text, start) + 1;
    while (SPACES.includes(text.charAt(next))) next++;
    if (text.charAt(next) === ':') names++;
    start = text.indexOf('"', next);
  }
  return names;
}

const SPACES = ['\t', '\n', '\r', ' '];

/** Where the string that begins there ends: at a quotation mark before which stand no backslashes, or pairs of them. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charAt(before - 1) === '\\') before--;
    if ((end - before) % 2 === 0) return end;
  }
}

/** How many names are left of them in what was read. */
function namesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((names, inner) => names + namesOf(inner), own);
}
