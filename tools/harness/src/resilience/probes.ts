import { startCluster } from './cluster.js';
import { startTarget, startWiredTarget } from './probes/probed-target.js';
import { probe } from './probes/probing.js';
import type { Tally } from './probes/probing.js';
import { amongMistakes, dropRowSecurity, mistakenFor, withoutConditions } from './probes/walls.js';
import type { Finding, Run, Scenario } from './scenario.js';

const POOL = 10;
/** No crash here: nothing has to be on disk. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off' };
const SIZES = { brief: 400, quick: 10_000, long: 60_000 } as const;
const SIZES_OF_EACH = { brief: 100, quick: 1_500, long: 20_000 } as const;
const NAMELESS = 'statements that name nobody, and no row level security';
const MISTAKEN = 'statements that name another, and no row level security';

/** Others ask every route for what is a member's: they are answered as about nobody's, and nothing happens. */
export const probes: Scenario = {
  name: 'probes',
  controls: [NAMELESS],
  async run(run) {
    if (run.sabotage) return withoutWalls(run, run.sabotage);
    const target = await startTarget(run, await startCluster(run, POOL, SETTINGS));
    return found({ 'both walls': await probe(target, run, SIZES[run.size]) });
  },
};

/** The same with one wall alone: whichever is left keeps everything from everybody else. */
export const eachWall: Scenario = {
  name: 'each-wall',
  controls: [NAMELESS, MISTAKEN],
  async run(run) {
    if (run.sabotage) return withoutWalls(run, run.sabotage);
    const target = await startWiredTarget(run, await startCluster(run, POOL, SETTINGS));
    const wanted = SIZES_OF_EACH[run.size];
    await target.retell(withoutConditions);
    const nameless = await probe(target, run, wanted);
    await target.retell(mistakenFor(target));
    const mistaken = await probe(amongMistakes(target), run, wanted);
    await target.retell({});
    await dropRowSecurity(target.sql);
    const conditions = await probe(target, run, wanted);
    return found({
      'row level security, statements that name nobody': nameless,
      'row level security, statements that name another': mistaken,
      'conditions of statements': conditions,
    });
  },
};

async function withoutWalls(run: Run, sabotage: string): Promise<Finding> {
  const target = await startWiredTarget(run, await startCluster(run, POOL, SETTINGS));
  await dropRowSecurity(target.sql);
  await target.retell(sabotage === MISTAKEN ? mistakenFor(target) : withoutConditions);
  return found({ 'no wall': await probe(amongMistakes(target), run, SIZES[run.size]) });
}

function found(tallies: Readonly<Record<string, Tally>>): Finding {
  const figures = Object.entries(tallies).map(([walls, { probes, withIds, routes, checks, faults }]) => {
    const asked = `${probes} probes of ${routes.size} routes, ${withIds} with something of the member in them`;
    return `${walls}: ${asked}, rows looked at ${checks} times: ${faults.length} leaks, effects or differences`;
  });
  return { figure: figures.join('; '), faults: Object.values(tallies).flatMap(({ faults }) => faults) };
}
