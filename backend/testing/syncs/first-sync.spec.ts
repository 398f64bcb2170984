import { CONNECTORS } from '@singularity/connectors';
import { fillsAsTold, expectSameFills } from './as-told.js';
import { BrokerMember } from './broker-member.js';
import { BROKER_ROWS, rowOf } from './broker-rows.js';
import { Journal } from './journal.js';
import { live } from './lives.js';

const NOW = '2026-11-27T15:00:00Z';

describe.each(CONNECTORS)('a first sync of three years at $broker', (connector) => {
  it('tells all that the broker knows, and a second one adds nothing', async () => {
    const member = await BrokerMember.join(connector, NOW, '2023-11-27');
    live(member, 7, { from: '2023-12-01', days: 1_050, trips: 48 });
    member.book.postUntilNow();
    const row = rowOf(connector);
    const journal = new Journal();
    const { contents, from } = await member.askSince();
    const plan = await journal.import(contents);
    expect(plan.preview.refused).toEqual([]);
    const expected = fillsAsTold(member.book, row).filter(({ at }) => at >= from);
    expectSameFills(journal.fills(), expected, row);
    const before = journal.said();
    const second = await journal.import((await member.askSince(member.today)).contents);
    expect(second.groups).toEqual([]);
    expect(journal.said()).toEqual(before);
    member.expectLawful();
    await member.close();
  });
});

it('has no row of a broker that cannot be connected', () => {
  expect(Object.keys(BROKER_ROWS)).toEqual(CONNECTORS.map(({ broker }) => broker));
});
