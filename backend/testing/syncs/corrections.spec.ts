import { CONNECTORS } from '@singularity/connectors';
import type { Connector } from '@singularity/connectors';
import type { Fees, Instrument, Option } from '@singularity/local/brokers/facts.js';
import { expectSameFills, fillsAsTold } from './as-told.js';
import { BROKER_FILES } from './broker-files.js';
import { BrokerMember } from './broker-member.js';
import { rowOf } from './broker-rows.js';
import { Journal } from './journal.js';

/** A Thursday, in the evening of New York. */
const NOW = '2026-10-08T21:30:00Z';
const FEES = { commission: '0.65', exchange: '0.05', regulatory: '0.02' };

let member: BrokerMember;
let journal: Journal;

async function joined(connector: Connector, now = NOW): Promise<void> {
  member = await BrokerMember.join(connector, now, '2026-07-01');
  journal = new Journal();
}

afterEach(async () => {
  member.expectLawful();
  await member.close();
});

const SORTS: Readonly<Record<Instrument['type'], Instrument>> = {
  stock: { type: 'stock', symbol: 'AMD' },
  option: { type: 'option', underlying: 'SPY', expiry: '2026-12-18', right: 'call', strike: '680' },
  future: { type: 'future', root: 'ES', month: 'Z26', projectX: 'EP', tick: '0.25', tickValue: '12.5' },
  crypto: { type: 'crypto', base: 'BTC', quote: 'USD' },
};

/** Of what the broker has most of. */
const instrumentAt = (connector: Connector) => SORTS[rowOf(connector).kinds[0]];

/** `buy 2 @ 100.25 2026-10-08T14:00:00Z`. */
function trade(said: string, fees: Partial<Fees> = FEES, instrument = instrumentAt(member.connector)) {
  const [side, quantity = '', , price = '', at = ''] = said.split(' ');
  const { account } = member;
  return member.book.trade({ account, instrument, side: side as 'buy', quantity, price, at, fees });
}

/** What the sync told since the last one, and then all that the book says: as if it had always been so. */
async function sync(): Promise<void> {
  await journal.import((await member.askSince(synced ?? null)).contents);
  synced = member.today;
}
let synced: string | null = null;
beforeEach(() => (synced = null));

function expectBook(): void {
  const row = rowOf(member.connector);
  expectSameFills(journal.fills(), fillsAsTold(member.book, row), row);
}

async function expectAsAlways(): Promise<void> {
  expectBook();
  const always = new Journal();
  await always.import((await member.askSince()).contents);
  expect(journal.said()).toEqual(always.said());
}

/** To the next morning, when brokers have posted all. */
const night = () => member.book.night();

const CORRECTING = CONNECTORS.filter((connector) => rowOf(connector).corrections);

describe.each(CORRECTING)('what is put right at $broker', (connector) => {
  it('is gone where a fill was taken back', async () => {
    await joined(connector);
    const { order } = trade('buy 2 @ 100.25 2026-10-08T14:00:00Z');
    // One that has no ids of fills tells it of an order that is left.
    const wrong =
      rowOf(connector).orders === 'average'
        ? member.book.addFill({ order: order!, quantity: '1', price: '101.25', at: '2026-10-08T14:30:00Z' })
        : trade('buy 1 @ 101.25 2026-10-08T14:30:00Z');
    trade('sell 2 @ 103.25 2026-10-08T15:00:00Z');
    night();
    await sync();
    expectBook();
    member.book.voidFill(wrong.id);
    night();
    await sync();
    await expectAsAlways();
    await sync();
    await expectAsAlways();
  });

  it('is told otherwise where a fill was corrected', async () => {
    await joined(connector);
    trade('buy 2 @ 100.25 2026-10-08T14:00:00Z');
    const wrong = trade('sell 2 @ 103.25 2026-10-08T15:00:00Z');
    night();
    await sync();
    expectBook();
    member.book.correctFill(wrong.id, { price: '103.5' });
    night();
    await sync();
    await expectAsAlways();
  });

  it('is not there at all where it was taken back before the first sync', async () => {
    await joined(connector);
    trade('buy 2 @ 100.25 2026-10-08T14:00:00Z');
    member.book.voidFill(trade('buy 1 @ 101.25 2026-10-08T14:30:00Z').id);
    member.book.correctFill(trade('sell 2 @ 103.25 2026-10-08T15:00:00Z').id, { quantity: '1' });
    night();
    night();
    await sync();
    expectBook();
  });
});

it('a price that a broker without ids corrects is told otherwise, in the trade that was there', async () => {
  await joined(CONNECTORS.find(({ broker }) => broker === 'tradier') as Connector);
  trade('buy 2 @ 100.25 2026-10-06T14:00:00Z');
  const wrong = trade('buy 2 @ 100.25 2026-10-06T14:05:00Z');
  trade('sell 4 @ 101 2026-10-06T15:00:00Z');
  member.book.night();
  await sync();
  member.book.correctFill(wrong.id, { price: '100.75' });
  member.book.night();
  await sync();
  await expectAsAlways();
  expect(journal.said()).toHaveLength(1);
});

describe.each(CONNECTORS)('at $broker', (connector) => {
  it('fees that are known later are put right', async () => {
    await joined(connector);
    const opened = trade('buy 2 @ 100.25 2026-10-08T14:00:00Z');
    trade('sell 2 @ 103.25 2026-10-08T15:00:00Z');
    await sync();
    night();
    await sync();
    expectBook();
    member.book.amendFees(opened.id, { ...FEES, regulatory: '0.07' });
    night();
    await sync();
    await expectAsAlways();
  });

  it('two equal fills of one moment are two, and parts around midnight are of one trade', async () => {
    await joined(connector);
    const { book, account } = member;
    const legs = [{ instrument: instrumentAt(connector), side: 'buy', intent: 'open', quantity: '4' }] as const;
    const order = book.addOrder({ account, legs, kind: 'market', placedAt: '2026-10-06T23:58:00Z' }).id;
    const part = { order, quantity: '1', price: '100.25', fees: FEES };
    book.addFill({ ...part, at: '2026-10-06T23:59:30Z' });
    book.addFill({ ...part, at: '2026-10-06T23:59:30Z' });
    book.addFill({ ...part, at: '2026-10-07T00:00:10Z', price: '100.75' });
    // Of New York; in hours in which nobody trades stocks.
    book.addFill({ ...part, at: '2026-10-07T04:00:10Z', price: '100.75' });
    trade('sell 4 @ 103.25 2026-10-07T15:00:00Z');
    night();
    await sync();
    await expectAsAlways();
    expect(journal.said()).toHaveLength(1);
  });

  it('an account in which nothing happened has no trades', async () => {
    await joined(connector);
    night();
    await sync();
    expect(journal.said()).toEqual([]);
    trade('buy 2 @ 100.25 2026-10-08T14:00:00Z');
    night();
    await sync();
    await expectAsAlways();
  });

  it('a close of what was opened before the first day that is asked about waits for its opening', async () => {
    await joined(connector);
    trade('buy 2 @ 100.25 2026-08-03T14:00:00Z');
    trade('sell 2 @ 103.25 2026-10-07T15:00:00Z');
    night();
    await journal.import((await member.askSince(member.today)).contents);
    await sync();
    await expectAsAlways();
  });
});

it.each(CONNECTORS.filter(({ broker }) => BROKER_FILES[broker]))(
  'a close at $broker that a file told of first waits once',
  async (connector) => {
    await joined(connector);
    trade('buy 2 @ 100.25 2026-08-03T14:00:00Z');
    trade('sell 2 @ 103.25 2026-10-07T15:00:00Z');
    night();
    const file = BROKER_FILES[connector.broker]?.(member.book, member.account, {
      from: '2026-10-06',
      to: '2026-10-08',
    });
    await journal.import([new TextEncoder().encode(file)]);
    await journal.import((await member.askSince(member.today)).contents);
    await sync();
    await expectAsAlways();
  },
);

it.each(CONNECTORS.filter((connector) => rowOf(connector).kinds.includes('future')))(
  'a position that one fill turns round is two trades at $broker',
  async (connector) => {
    await joined(connector);
    trade('buy 2 @ 6800.25 2026-10-07T14:00:00Z', FEES, SORTS.future);
    trade('sell 4 @ 6803.25 2026-10-07T15:00:00Z', FEES, SORTS.future);
    trade('buy 2 @ 6801.25 2026-10-07T16:00:00Z', FEES, SORTS.future);
    night();
    await sync();
    await expectAsAlways();
    expect(journal.said()).toHaveLength(2);
    expect(journal.openSymbols()).toEqual([]);
  },
);

describe.each(CONNECTORS.filter((connector) => rowOf(connector).kinds.includes('option')))(
  'options at $broker',
  (connector) => {
    const SPY: Option = { type: 'option', underlying: 'SPY', expiry: '2026-10-08', right: 'call', strike: '680' };
    const F: Option = { type: 'option', underlying: 'F', expiry: '2026-10-08', right: 'put', strike: '12.5' };

    it.each([
      ['the day before', '2026-10-07'],
      ['the same day', '2026-10-08'],
    ])('that were opened %s end as the broker tells the next night', async (_, day) => {
      await joined(connector);
      const { book, account } = member;
      trade(`buy 2 @ 1.05 ${day}T18:30:00Z`, FEES, SPY);
      book.settle({ account, option: SPY, how: 'expire', at: '2026-10-08T20:00:00Z' });
      if (rowOf(connector).assignments) {
        trade(`sell 1 @ 0.40 ${day}T18:45:00Z`, FEES, F);
        book.settle({ account, option: F, how: 'assign', at: '2026-10-08T20:00:00Z' });
      }
      await sync();
      night();
      await sync();
      night();
      await sync();
      await expectAsAlways();
      expect(journal.openSymbols()).toEqual(rowOf(connector).assignments ? ['F'] : []);
    });
  },
);
