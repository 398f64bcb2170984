import { join } from 'node:path';
import { isDay } from './days.js';
import type { Days } from './days.js';
import { readJson, writeJson } from './folder.js';
import { areTexts } from './settings.js';

/** An import that the journal has, of which it is not known yet that it was taken in. */
export interface Pending {
  readonly importId: string;
  readonly days: Days;
}

/** How far one account has come. */
export interface Progress {
  readonly taken: Days | null;
  readonly pending: Pending | null;
  /** Rows that were told beside fills at last: as many again are no news. */
  readonly beside: number;
}

export type State = Readonly<Record<string, Progress>>;

export const UNTAKEN: Progress = { taken: null, pending: null, beside: 0 };

const NAME = 'state.json';

/** What was lost or damaged is begun anew: the journal knows each fill, so that none comes twice. */
export async function readState(folder: string): Promise<State> {
  const said = await readJson(join(folder, NAME)).catch(() => null);
  if (typeof said !== 'object' || said === null) return {};
  return Object.fromEntries(Object.entries(said).map(([account, progress]) => [account, progressIn(progress)]));
}

export function writeState(folder: string, state: State): Promise<void> {
  return writeJson(folder, NAME, state);
}

function progressIn(said: unknown): Progress {
  const { taken, pending, beside } = (said ?? {}) as Record<string, unknown>;
  const { importId, days } = (pending ?? {}) as Record<string, unknown>;
  return {
    taken: areDays(taken) ? taken : null,
    pending: typeof importId === 'string' && areDays(days) ? { importId, days } : null,
    beside: typeof beside === 'number' ? beside : 0,
  };
}

function areDays(said: unknown): said is Days {
  return areTexts(said, 'from', 'to') && isDay(String(said['from'])) && isDay(String(said['to']));
}
