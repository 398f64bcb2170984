import { tableIn } from './cells/columns.js';
import type { Table } from './cells/columns.js';
import type { Draft } from './draft.js';
import type { Reader } from './reader.js';
import type { ReadOptions } from './reading.js';

/** A kind of file that is one table, told by columns that its header must have. */
export interface TableKind extends Pick<Reader, 'platform' | 'kind' | 'name'> {
  readonly columns: readonly string[];
  read(table: Table, draft: Draft, options: ReadOptions): void;
}

export function tableReader({ columns, read, ...of }: TableKind): Reader {
  return {
    ...of,
    recognises: (source) => tableIn(source, columns) !== null,
    read(source, draft, options) {
      const table = tableIn(source, columns);
      if (table) read(table, draft, options);
    },
  };
}
