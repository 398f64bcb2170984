import { answerLine, answersHead } from '@singularity/brokers';
import type { Answer } from '@singularity/brokers';
import { dayBefore, SyncFault, windowsOf } from '@singularity/connectors';
import type { Asking, BrokerAccount, Connector, Window } from '@singularity/connectors';
import { packed } from '../imports/imports.table.js';
import type { PackedFile } from '../imports/imports.table.js';

/** What one account is asked for in one run. */
export interface Walk {
  readonly connector: Connector;
  readonly asking: Asking;
  readonly account: BrokerAccount;
  readonly windows: readonly Window[];
}

export interface Walked {
  /** One for each window, oldest first. */
  readonly files: readonly PackedFile[];
  /** The first day that the broker knows of; null where it knows of all that were asked about. */
  readonly floor: string | null;
  readonly problem: string | null;
}

/** Years that are asked about at first, unless the member has chosen a day. */
const FIRST_DAYS = 3 * 366;
/** Of answers of one run, before they are compressed. */
const MOST_BYTES = 150 * 1024 * 1024;

/** The windows that an account is asked about: from where the last run ended, less what brokers still change. */
export function windowsFor(
  connector: Connector,
  {
    fromDay,
    cursorDay,
    opened,
  }: { readonly fromDay: string | null; readonly cursorDay: string | null; readonly opened: string | null },
  today: string,
): readonly Window[] {
  const reach = connector.reachDays === null ? null : dayBefore(today, connector.reachDays);
  const first = fromDay ?? latest(opened, dayBefore(today, FIRST_DAYS));
  const next = cursorDay === null ? first : latest(first, dayBefore(cursorDay, connector.overlapDays));
  return windowsOf(connector, latest(reach, next), today);
}

function latest(day: string | null, other: string): string {
  return day !== null && day > other ? day : other;
}

/** Asks about one window after the other, newest first, until the broker knows no more. Rejects with `SyncFault`. */
export async function walk({ connector, asking, account, windows }: Walk, step: () => Promise<void>): Promise<Walked> {
  const files: PackedFile[] = [];
  let bytes = 0;
  for (const window of windows) {
    const file = await answersFile({ connector, asking, account }, window).catch((error: unknown) => {
      if (error instanceof SyncFault && error.kind === 'beyond' && files.length > 0) return null;
      throw error;
    });
    const floor = files.length > 0 ? (windows[files.length - 1]?.from ?? null) : null;
    if (file === null) return { files: files.toReversed(), floor, problem: null };
    bytes += file.content.length;
    if (bytes > MOST_BYTES && files.length > 0) return { files: files.toReversed(), floor, problem: tooMuch(floor) };
    files.push(...(await packed([file])));
    await step();
  }
  return { files: files.toReversed(), floor: null, problem: null };
}

/** What the broker says of an account and some days, as a file. Rejects with `SyncFault`. */
export async function answersFile(
  { connector, asking, account }: Omit<Walk, 'windows'>,
  window: Window,
): Promise<{ readonly name: string; readonly content: Uint8Array }> {
  const { from, to } = window;
  const at = new Date(asking.now()).toISOString();
  const lines = [Buffer.from(answersHead({ broker: connector.broker, account: account.id, from, to, at }))];
  let bytes = 0;
  for await (const answer of connector.answers(asking, account, window)) {
    const line = Buffer.from(answerLine(answer satisfies Answer));
    if ((bytes += line.length) > MOST_BYTES)
      throw new SyncFault('unreadable', 'The broker sends more than one sync takes. Import files instead.');
    lines.push(line);
  }
  return { name: `${connector.broker} ${from} to ${to}.jsonl`, content: Buffer.concat(lines) };
}

function tooMuch(floor: string | null): string {
  return `This is more than one sync takes: days before ${floor ?? ''} are left out. Import files of them instead.`;
}
