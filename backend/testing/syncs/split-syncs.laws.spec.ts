import fc from 'fast-check';
import { CONNECTORS, dayBefore, windowsOf } from '@singularity/connectors';
import type { Connector, Window } from '@singularity/connectors';
import { atOf } from './as-told.js';
import { BROKER_FILES } from './broker-files.js';
import { BrokerMember } from './broker-member.js';
import { rowOf } from './broker-rows.js';
import { Journal } from './journal.js';
import { live } from './lives.js';

const NOW = '2026-11-27T15:00:00Z';
const [FIRST, DAYS] = ['2026-08-02', 118] as const;
const RUNS = 3;

/** Parts of the days, each with some days of the one before it, in any order. */
const anySplit = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 1, max: DAYS - 1 }), { maxLength: 3 }), fc.nat(12), fc.nat())
  .chain(([cuts, overlap]) => {
    const ends = [...cuts.toSorted((a, b) => a - b), DAYS];
    const parts = ends.map((end, index) => ({ from: Math.max(0, (ends[index - 1] ?? 0) - overlap), to: end - 1 }));
    return fc.shuffledSubarray(parts, { minLength: parts.length });
  });

const dayOf = (place: number) => dayBefore(FIRST, -place);

function windowsIn(connector: Connector, { from, to }: { readonly from: number; readonly to: number }) {
  const isLast = (window: Window) => ({ ...window, isLast: window.isLast && to === DAYS - 1 });
  return windowsOf(connector, dayOf(from), dayOf(to)).map(isLast);
}

describe.each(CONNECTORS)('at $broker', (connector) => {
  it('syncs of parts of the time, in any order and over any days twice, make the trades of one sync', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(1_000), anySplit, async (seed, parts) => {
        const member = await BrokerMember.join(connector, NOW, FIRST);
        live(member, seed, { from: '2026-08-10', days: 80, trips: 14 });
        const [whole, inParts] = [new Journal(), new Journal()];
        for (const part of parts) await inParts.import((await member.ask(windowsIn(connector, part))).contents);
        await whole.import((await member.ask(windowsIn(connector, { from: 0, to: DAYS - 1 }))).contents);
        // What is held is told of today alone: every sync ends with it.
        for (const journal of [inParts, whole]) await journal.import((await member.askSince(member.today)).contents);
        expect(inParts.said()).toEqual(whole.said());
        member.expectLawful();
        await member.close();
      }),
      { numRuns: RUNS },
    ));
});

/** Days of an export, and after which of the syncs it is imported. */
const anyFile = fc.tuple(fc.nat(DAYS - 1), fc.nat(DAYS - 1), fc.nat(3));

describe.each(CONNECTORS.filter(({ broker }) => BROKER_FILES[broker]))('at $broker', (connector) => {
  it('a file of the same fills, imported before, between or after syncs, changes nothing in the end', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(1_000), anySplit, anyFile, async (seed, parts, [one, other, after]) => {
        const member = await BrokerMember.join(connector, NOW, FIRST);
        live(member, seed, { from: '2026-08-10', days: 80, trips: 14 });
        const days = { from: dayOf(Math.min(one, other)), to: dayOf(Math.max(one, other)) };
        const file = Buffer.from(BROKER_FILES[connector.broker]!(member.book, member.account, days));
        const [whole, inParts] = [new Journal(), new Journal()];
        const place = Math.min(after, parts.length);
        for (const part of parts.slice(0, place))
          await inParts.import((await member.ask(windowsIn(connector, part))).contents);
        const plan = await inParts.import([file]);
        expect([plan.preview.refused, plan.preview.files[0]?.problem]).toEqual([[], null]);
        for (const part of parts.slice(place))
          await inParts.import((await member.ask(windowsIn(connector, part))).contents);
        for (const journal of [inParts, whole]) await journal.import((await member.askSince()).contents);
        const timeOf = (at: string) => atOf(rowOf(connector), at);
        expect(inParts.said(timeOf)).toEqual(whole.said(timeOf));
        await member.close();
      }),
      { numRuns: RUNS },
    ));
});
