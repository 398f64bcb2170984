import { fileOf, jsonOf } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import type { Snapshot } from '../past/snapshot.js';
import { importAnswer } from './imports.js';
import { listImports, readImportFile, readMappings } from './imports.table.js';
import type { ImportRow } from './imports.table.js';

const PAGE = 100;

export const importExport: readonly ExportPart[] = [
  fileOf('imports.json', 'Your imports: from which files, how they were read, and what came of them.', importsAsJson),
  jsonOf('import-mappings.json', 'What the columns of files mean that you explained.', (snapshot) =>
    snapshot.read(readMappings),
  ),
  {
    name: 'import-files/',
    about: 'The files that you imported, in a folder for each import by its id, as far as they are kept.',
    async *files(snapshot) {
      for await (const { id, preview } of imports(snapshot))
        for (const place of preview.files.keys()) {
          const file = await snapshot.read((tx) => readImportFile(tx, id, place));
          if (file) yield { name: `import-files/${id}/${place + 1}-${file.name}`, content: Buffer.from(file.content) };
        }
    },
  },
];

async function* imports(snapshot: Snapshot): AsyncIterable<ImportRow> {
  for (let before: string | null = null; ;) {
    const page: readonly ImportRow[] = await snapshot.read((tx) => listImports(tx, before, PAGE));
    yield* page;
    before = page.at(-1)?.id ?? null;
    if (before === null) return;
  }
}

async function* importsAsJson(snapshot: Snapshot): AsyncIterable<string> {
  let before = '[\n';
  for await (const row of imports(snapshot)) {
    yield before + JSON.stringify(importAnswer(row));
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}
