import type { Draft } from './draft.js';
import type { ReadOptions } from './reading.js';
import type { Platform } from './platforms.js';
import type { Source } from './source/source.js';

/** Reads one kind of file of one platform. */
export interface Reader {
  readonly platform: Platform;
  /** Names the kind within the platform, for ever: `trades`, `orders`. */
  readonly kind: string;
  /** As a member calls such a file: "TopstepX trades". */
  readonly name: string;
  /** Whether a file is of this kind, by its header alone. */
  recognises(source: Source): boolean;
  /** Puts everything that the file says into the draft. A row that throws `RowFault` inside `draft.row` is refused alone. */
  read(source: Source, draft: Draft, options: ReadOptions): void;
}
