import { CONNECTORS, windowsOf } from '@singularity/connectors';
import { DIALECTS } from '@singularity/local/brokers/dialects.js';
import { expectSameFills, fillsAsTold } from './as-told.js';
import { BrokerMember } from './broker-member.js';
import { rowOf } from './broker-rows.js';
import { Journal } from './journal.js';
import { live } from './lives.js';

const NOW = '2026-11-27T15:00:00Z';
const FIRST_DAY = '2026-09-01';

/** What ends with a fault, or tells something else than the book. */
const APART = new Set([
  'topstepx fees without commission',
  'webull twoFactor waiting',
  'webull executions off',
  'ibkr host foreign',
  'ibkr polls 1000',
  'ibkr format csv',
]);

const HABITS = DIALECTS.flatMap(({ name, switches = {} }) =>
  Object.entries(switches).flatMap(([of, [, ...values]]) => values.map((value) => ({ name, of, value }))),
);

describe.each(HABITS.filter(({ name, of, value }) => !APART.has(`${name} ${of} ${value}`)))(
  'where $of is “$value” at $name',
  ({ name, of, value }) => {
    it('a sync tells the same', async () => {
      const connector = CONNECTORS.find(({ broker }) => broker === name)!;
      const member = await BrokerMember.join(connector, NOW, FIRST_DAY);
      member.standIn.switches.set(name, of, value);
      live(member, 5, { from: '2026-09-07', days: 60, trips: 12 });
      const journal = new Journal();
      await journal.import((await member.askSince()).contents);
      expectSameFills(journal.fills(), fillsAsTold(member.book, rowOf(connector)), rowOf(connector));
      await member.close();
    });
  },
);

it.each([
  ['ibkr', 'host', 'foreign', 'unreadable'],
  ['ibkr', 'polls', '1000', 'busy'],
  ['ibkr', 'format', 'csv', 'member'],
  ['webull', 'twoFactor', 'waiting', 'member'],
] as const)('where %s has its %s on “%s”, a sync ends: %s', async (name, of, value, kind) => {
  const member = await BrokerMember.join(
    CONNECTORS.find(({ broker }) => broker === name)!,
    NOW,
    FIRST_DAY,
  );
  live(member, 5, { from: '2026-09-07', days: 60, trips: 4 });
  member.standIn.switches.set(name, of, value);
  expect((await member.faultOf(member.askSince())).kind).toBe(kind);
  await member.close();
});

describe.each(CONNECTORS)('at $broker', (connector) => {
  it('a sync of each night makes the trades of one sync in the end', async () => {
    const member = await BrokerMember.join(connector, '2026-09-08T03:00:00Z', FIRST_DAY);
    live(member, 9, { from: '2026-09-07', days: 40, trips: 14 });
    const nightly = new Journal();
    let asked: string | null = null;
    for (let night = 0; night < 12; night += 1) {
      // Where a consent ends after some days, the member gives it again.
      await member.agree();
      // By day, at one time or another, and after the brokers have posted what happened on it.
      member.book.clock.advance(((night % 3) + 1) * 86_400_000 + 7 * 3_600_000);
      for (const isPosted of [false, true]) {
        if (isPosted) member.book.night();
        await nightly.import((await member.askSince(asked)).contents);
        asked = member.today;
      }
    }
    const whole = new Journal();
    await whole.import((await member.askSince()).contents);
    expect(nightly.said()).toEqual(whole.said());
    expectSameFills(whole.fills(), fillsAsTold(member.book, rowOf(connector)), rowOf(connector));
    member.expectLawful();
    await member.close();
  });

  it('days that are too long ago for it end the walk, and nothing else', async () => {
    const member = await BrokerMember.join(connector, NOW, FIRST_DAY);
    live(member, 5, { from: '2026-09-07', days: 60, trips: 4 });
    const [journal, longer] = [new Journal(), new Journal()];
    await journal.import((await member.askSince()).contents);
    await longer.import((await member.ask(windowsOf(connector, '2023-09-01', member.today))).contents);
    expect(longer.said()).toEqual(journal.said());
    member.expectLawful();
    await member.close();
  });
});
