import type { ExportPart } from '../past/export-part.js';
import type { Snapshot } from '../past/snapshot.js';
import type { ScreenshotKey, ScreenshotStore } from './screenshot-store.js';

const PAGE = 500;

export function screenshotExport(store: ScreenshotStore): readonly ExportPart[] {
  return [
    {
      name: 'screenshots/',
      about: 'Your screenshots, in a folder for each trade by its id; those of deleted trades too.',
      async *files(snapshot) {
        for await (const { tradeId, id } of keys(store, snapshot)) {
          const image = await snapshot.read((tx) => store.image(tx, tradeId, id));
          if (image) yield { name: `screenshots/${tradeId}/${id}.webp`, content: image, packed: true };
        }
      },
    },
  ];
}

async function* keys(store: ScreenshotStore, snapshot: Snapshot): AsyncIterable<ScreenshotKey> {
  for (let last: ScreenshotKey | null = null; ;) {
    const page: readonly ScreenshotKey[] = await snapshot.read((tx) => store.keys(tx, last, PAGE));
    yield* page;
    last = page.at(-1) ?? null;
    if (last === null) return;
  }
}
