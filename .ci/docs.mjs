// That the documents tell of what is there: each link leads somewhere, and each path between backticks exists.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Where a path in a document may begin. */
const ROOTS = [
  '',
  'backend/src',
  'frontend/src/app',
  'libs/domain/src',
  'libs/brokers/src',
  'libs/connectors/src',
  'libs/contract/src',
];
const LINK = /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g;
const PATH =
  /`((?:[\w.-]+\/)+[\w.-]+\.(?:m?[jt]s|html|json|md|yml|csv|service)|(?:backend|frontend|libs|e2e|docs|deploy|tools)(?:\/[\w.-]+)+)`/g;

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** As code hosts make it of a heading. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (text) => [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));

function* faultsOf(document) {
  const text = readFileSync(join(root, document), 'utf8');
  for (const [, path, anchor] of text.matchAll(LINK)) {
    const target = path === '' ? join(root, document) : resolve(root, dirname(document), path);
    if (!existsSync(target)) yield `${document} links to ${path}, which is not there.`;
    else if (anchor && target.endsWith('.md') && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor))
      yield `${document} links to #${anchor}, a heading that ${path || 'it'} does not have.`;
  }
  for (const [, path] of text.matchAll(PATH))
    if (!/(^|\/)dist\//.test(path) && !ROOTS.some((begin) => existsSync(join(root, begin, path))))
      yield `${document} names ${path}, which is not there.`;
}

const found = documents.flatMap((document) => [...faultsOf(document)]);
for (const fault of found) console.error(`✗ ${fault}`);
if (found.length === 0) console.log(`✓ ${documents.length} documents link to and name what is there.`);
process.exitCode = found.length > 0 ? 1 : 0;
