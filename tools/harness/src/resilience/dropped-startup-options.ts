import { AppProcess, prepareApp } from './app.js';
import { ask, signInAll } from './client.js';
import type { Command, Member } from './client.js';
import { startCluster } from './cluster.js';
import type { Scenario } from './scenario.js';
import { withoutOptions } from './startup-packet.js';
import { startTcpProxy } from './tcp-proxy.js';
import { tradeOf } from './writers.js';

const POOL = 4;
const ROUNDS = { brief: 1, quick: 5, long: 100 } as const;
const UNASKED = 'connections that are not asked what they may do';
/** Of sysexits.h, EX_CONFIG. */
const MISCONFIGURED = 78;

/** One of each way to the database: members' rows, sessions, what is erased, what was. */
const REQUESTS: readonly Command[] = [
  { method: 'GET', path: '/api/auth/session' },
  { method: 'GET', path: '/api/user/trades' },
  { method: 'GET', path: '/api/user/trades?asOfVersion=1' },
  { method: 'GET', path: '/api/user/ledger/verify' },
  { method: 'POST', path: '/api/user/trades', body: tradeOf(null, 'Written as the owner.') },
  { method: 'DELETE', path: '/api/user/demo' },
  { method: 'POST', path: '/api/auth/logout-everywhere' },
];

/** What stands before the database drops the startup options, as some poolers do: nobody is served as the login itself. */
export const droppedStartupOptions: Scenario = {
  name: 'dropped-startup-options',
  controls: [UNASKED],
  async run(run) {
    const cluster = await startCluster(run, POOL);
    let drops = false;
    const wire = await startTcpProxy(run, cluster.port, () => (drops ? withoutOptions() : (asked) => asked));
    const url = Object.assign(new URL(cluster.database.url), { port: String(wire.port) }).href;
    const env = await prepareApp(run, url, POOL);
    const app = await AppProcess.start(run, env, run.sabotage === UNASKED ? 'unasked-connections.js' : null);
    const [member] = (await signInAll(app.url, 1)) as [Member];
    const faults: string[] = [];
    let refused = 0;
    const rounds = ROUNDS[run.size];
    for (let round = 0; run.goesOn(round, rounds); round++) {
      drops = true;
      wire.cut();
      for (const command of REQUESTS) {
        const status = (await ask(app.url, member, command))?.status;
        if (status === 503) refused++;
        else faults.push(`${command.method} ${command.path} was answered ${status}.`);
      }
      faults.push(...(await startedAnyway(run, env)));
      drops = false;
      wire.cut();
      await app.untilServing();
      const status = (await ask(app.url, member, { method: 'GET', path: '/api/user/trades' }))?.status;
      if (status !== 200) faults.push(`Once the options came through again, a read was answered ${status}.`);
    }
    return {
      figure: `${rounds} times: ${refused} of ${rounds * REQUESTS.length} requests refused, ${faults.length} served or started`,
      faults,
    };
  },
};

/** A second process ends, and says by its code that starting it again would come to the same. */
async function startedAnyway(run: Parameters<Scenario['run']>[0], env: Awaited<ReturnType<typeof prepareApp>>) {
  const code = await AppProcess.codeOf(run, env);
  return code === MISCONFIGURED ? [] : [`A process that was started ended with ${code}.`];
}
