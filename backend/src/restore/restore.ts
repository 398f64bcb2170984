import { Inject, Injectable } from '@nestjs/common';
import type { RestoreAnswer, StreamType } from '@singularity/contract';
import type { LedgerEvent } from '@singularity/domain';
import { Ledger } from '../event-store/ledger.js';
import type { StreamHandler } from '../event-store/stream-handler.js';
import { STREAM_HANDLERS } from '../event-store/stream-handlers.js';
import type { StreamHandlers } from '../event-store/stream-handlers.js';
import { conflict } from '../http/problem.js';
import type { ProblemException } from '../http/problem.js';
import { Clock } from '../runtime/clock.js';
import { newId } from '../runtime/new-id.js';
import type { Archive } from './archive.js';
import { ArchivedLedger } from './archived-ledger.js';
import type { StreamEnds } from './archived-ledger.js';
import { hasBatch, hasOthersThan } from './restore.table.js';
import { RestoredExtras } from './restored-extras.js';
import { accountsIn, dayNotesIn, settingsIn, tradesIn } from './restored-streams.js';
import type { RestoredStream, Told } from './restored-streams.js';
import { RestoringBatch } from './restoring-batch.js';

/** Streams of which the ends are in memory at a time; for each so many, the ledger is read once more. */
const HELD = 20_000;
/** Of those, as many as are looked at before others have their turn. */
const READ = 500;
const MOST_LISTED = 1_000;

/** One kind of streams. */
interface Kind<State, Command, Event extends LedgerEvent, Facts> {
  readonly type: StreamType;
  readonly handler: StreamHandler<State, Command, Event, Facts, unknown>;
  readonly read: (ends: StreamEnds) => Told<RestoredStream<Command, Facts>>;
}

/**
 * Brings a journal back out of an archive: not its events, but commands that make the same of an empty ledger, so that
 * every rule holds whatever the archive says. What was brought is known by a batch id that the archive itself gives: so
 * an archive that comes again goes on where it was broken off, and adds nothing twice.
 */
@Injectable()
export class Restore {
  @Inject(RestoredExtras) private readonly extras!: RestoredExtras;

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(STREAM_HANDLERS) private readonly handlers: StreamHandlers,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async from(userId: string, archive: Archive): Promise<RestoreAnswer> {
    const told = await ArchivedLedger.verified(archive, this.handlers);
    const batchId = batchIdOf(told.hash);
    const batch = new RestoringBatch(this.ledger, userId, batchId);
    await this.begin(userId, batchId, { told, batch });
    const { account, trade, day } = this.handlers;
    const accounts = await this.bringAccounts(batch, told);
    const trades = await bringAll(batch, told, {
      ...{ type: 'trade', handler: trade, read: (ends) => tradesIn(ends, newId) },
    });
    const dayNotes = await bringAll(batch, told, { type: 'day', handler: day, read: dayNotesIn });
    const { ledger } = await batch.bring(account, accounts.endings, { anew: false });
    const lost = new Set(batch.refused.map(({ id }) => id));
    const kept = new Set(told.streamsOf('trade').filter((id) => !lost.has(id)));
    const { screenshots, refused } = await this.extras.restore(userId, archive, kept);
    return {
      ...{ accounts: accounts.begun, trades, dayNotes, screenshots },
      ...{ refused: [...batch.refused, ...refused].slice(0, MOST_LISTED), ledger },
    };
  }

  /** Looks whether it may be, and brings the settings back, where the archive comes for the first time. */
  private async begin(
    userId: string,
    batchId: string,
    { told, batch }: { readonly told: ArchivedLedger; readonly batch: RestoringBatch },
  ): Promise<void> {
    const settings = settingsIn(await told.ends('user', told.streamsOf('user')));
    await this.ledger.inTransaction(this.handlers.user, userId, async (tx) => {
      if (await hasOthersThan(tx, batchId)) throw notEmpty();
      const isNew = settings && !(await hasBatch(tx, batchId));
      const commands = isNew
        ? [{ streamId: userId, command: { type: 'ChangeSettings', fields: settings } as const }]
        : [];
      return batch.decide(tx, this.handlers.user, commands);
    });
  }

  /** Open, so that their trades can come into them; and what is left to do once these have. */
  private async bringAccounts(batch: RestoringBatch, told: ArchivedLedger) {
    const ends = await told.ends('account', told.streamsOf('account'));
    const { streams, refused } = accountsIn(ends, this.clock.toRecord());
    batch.refused.push(...refused);
    const [present, removed] = [streams.filter((each) => each.isPresent), streams.filter((each) => !each.isPresent)];
    const { begun } = await batch.bring(this.handlers.account, present);
    await batch.bring(this.handlers.account, removed);
    return { begun, endings: streams.map(({ ending }) => ending) };
  }
}

async function bringAll<State, Command, Event extends LedgerEvent, Facts>(
  batch: RestoringBatch,
  told: ArchivedLedger,
  { type, handler, read }: Kind<State, Command, Event, Facts>,
): Promise<number> {
  const ids = told.streamsOf(type);
  let begun = 0;
  for (let start = 0; start < ids.length; start += HELD) {
    const ends = [...(await told.ends(type, ids.slice(start, start + HELD)))];
    for (let place = 0; place < ends.length; place += READ) {
      const { streams, refused } = read(new Map(ends.slice(place, place + READ)));
      batch.refused.push(...refused);
      begun += (await batch.bring(handler, streams)).begun;
    }
  }
  return begun;
}

/** A UUID of the version that leaves its content open (8), out of the hash of the archive's last entry. */
function batchIdOf(hash: string): string {
  const [a, b, c, d, e] = [
    ...[hash.slice(0, 8), hash.slice(8, 12), hash.slice(13, 16)],
    ...[hash.slice(17, 20), hash.slice(20, 32)],
  ];
  return `${a}-${b}-8${c}-8${d}-${e}`;
}

function notEmpty(): ProblemException {
  return conflict('Your journal is not empty. Restore into an empty one, or delete it first.');
}
