import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const FOLDERS = [ROOT, import.meta.dirname];
const DOCUMENT = readFileSync(join(ROOT, 'docs/asvs.md'), 'utf8');
const [TABLES = '', REST = ''] = DOCUMENT.split('## What does not hold, or not wholly, the worst first');

const ROW = /^\| (\d+\.\d+\.\d+) +\| ([12]) +\|.*\| (holds|partly|does not hold|not applicable) +\|.*\|$/gm;
const rows = [...TABLES.matchAll(ROW)].map(([, id = '', level, verdict]) => ({ id, level, verdict }));

/** A file between backticks, the name of a test in it, and whether it is yet to come. */
const EVIDENCE =
  /`((?:[\w.-]+\/)*(?:[\w.-]+\.(?:m?[jt]s|json|md|yml)|Dockerfile|\.dockerignore))`(?: “([^”]+)”)?( \(to come\))?/g;
const PROMISES = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const evidence = [...`${DOCUMENT}${PROMISES}`.matchAll(EVIDENCE)].flatMap(([, path = '', name = '', toCome]) =>
  toCome ? [] : [[path, name] as const],
);

describe('the table of the ASVS', () => {
  it('has each requirement of levels 1 and 2 once', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const ofLevel = (level: string) => rows.filter((row) => row.level === level).length;
    expect([ofLevel('1'), ofLevel('2')]).toEqual([70, 183]);
  });

  it('tells at its end all that does not hold, and nothing else', () => {
    const lacking = rows.filter(({ verdict }) => verdict === 'partly' || verdict === 'does not hold');
    const told = [...REST.matchAll(/^\d+\. ([\d., ]+):/gm)].flatMap(([, ids = '']) => ids.split(', '));
    expect(told.sort()).toEqual(lacking.map(({ id }) => id).sort());
  });

  it.each(evidence)('names what is there: %s %s', (path, name) => {
    const file = FOLDERS.map((folder) => join(folder, path)).find((candidate) => existsSync(candidate));
    expect(file).toBeDefined();
    expect(readFileSync(file!, 'utf8')).toContain(name);
  });
});
