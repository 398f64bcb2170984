import pg from 'pg';
import { Chance } from '@singularity/backend/members/chance.js';
import { createTestDatabase } from '@singularity/backend/testing/test-database.js';
import { startWiredTarget } from './probes/probed-target.js';
import type { WiredTarget } from './probes/probed-target.js';
import type { Target } from './probes/target.js';
import { probe } from './probes/probing.js';
import { amongMistakes, dropRowSecurity, mistakenFor, withoutConditions } from './probes/walls.js';

/** A few at random, and always the same; `npm run resilience -- probes each-wall` asks thousands. */
const PROBES = 80;

let target: WiredTarget;
const open: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { config, superuserUrl, drop } = await createTestDatabase();
  const outside = new pg.Pool({ connectionString: superuserUrl, max: 2 });
  open.push(drop, () => outside.end());
  const sql = async <Row>(text: string, parameters?: unknown[]) =>
    (await outside.query(text, parameters)).rows as Row[];
  const cluster = { port: Number(new URL(config.url).port), database: config, sql };
  target = await startWiredTarget({ defer: (close) => void open.push(close) }, cluster);
});
afterAll(async () => {
  for (const close of open.reverse()) await close();
});

/** Of members alone: whoever is none is refused before any statement. */
async function faults(seed: number, within: Target = target): Promise<readonly string[]> {
  return (
    await probe(
      { ...within, visitors: within.visitors.filter(({ userId }) => userId !== null) },
      { chance: new Chance(seed), goesOn: (done, of) => done < of },
      PROBES,
    )
  ).faults;
}

describe('what is a member’s is found by nobody else', () => {
  it('behind row level security alone, with statements that name nobody', async () => {
    await target.retell(withoutConditions);
    expect(await faults(1)).toEqual([]);
  });

  it('behind row level security alone, with statements that name the member', async () => {
    await target.retell(mistakenFor(target));
    expect(await faults(2, amongMistakes(target))).toEqual([]);
  });

  it('behind the conditions of the statements alone', async () => {
    await target.retell({});
    await dropRowSecurity(target.sql);
    expect(await faults(3)).toEqual([]);
  });
});

describe('without both, it is found', () => {
  it('by statements that name the member', async () => {
    await target.retell(mistakenFor(target));
    expect((await faults(4, amongMistakes(target))).join('\n')).toMatch(/holds .*canary/);
  });

  it('by statements that name nobody', async () => {
    await target.retell(withoutConditions);
    expect((await faults(5, amongMistakes(target))).join('\n')).toMatch(/holds .*canary/);
  });
});
