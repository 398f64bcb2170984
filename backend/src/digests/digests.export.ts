import type { DigestItem } from '@singularity/contract';
import type { ExportPart } from '../past/export-part.js';
import type { Snapshot } from '../past/snapshot.js';
import { readDigest, readDigests } from './digests.table.js';

const PAGE = 500;

export const digestExport: readonly ExportPart[] = [
  {
    name: 'digests/',
    about: 'The signed digests of your ledger, which show that nobody rewrote it.',
    async *files(snapshot) {
      for await (const { day } of digests(snapshot)) {
        const digest = await snapshot.read((tx) => readDigest(tx, day));
        if (digest) yield { name: `digests/${day}.json`, content: `${JSON.stringify(digest)}\n` };
      }
    },
  },
];

async function* digests(snapshot: Snapshot): AsyncIterable<DigestItem> {
  for (let before: string | null = null; ;) {
    const page: readonly DigestItem[] = await snapshot.read((tx) => readDigests(tx, before, PAGE));
    yield* page;
    before = page.at(-1)?.day ?? null;
    if (before === null) return;
  }
}
