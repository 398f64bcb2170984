import { AppProcess, prepareApp } from './app.js';
import { audit } from './audit.js';
import { signInAll } from './client.js';
import type { Member } from './client.js';
import { startCluster } from './cluster.js';
import { confirmImport, endOfImport, importComesTo, ordersOf, uploadOrders, wrongTrades } from './imported-orders.js';
import type { Scenario } from './scenario.js';
import { addAccount } from './writers.js';

const POOL = 10;
/** Trades of a file, and how often the process ends while they are imported. */
const SIZES = {
  brief: { trades: 1_500, ends: 2 },
  quick: { trades: 10_000, ends: 4 },
  long: { trades: 100_000, ends: 40 },
} as const;

const FORGOTTEN = 'fills forgotten when their process is gone';

/** kill -9 and SIGTERM, by turns, in the middle of an import: it goes on by itself, and nothing is missing or doubled. */
export const brokenImports: Scenario = {
  name: 'broken-imports',
  controls: [FORGOTTEN],
  async run(run) {
    const { trades, ends } = SIZES[run.size];
    const cluster = await startCluster(run, POOL);
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL));
    const [member] = (await signInAll(app.url, 1)) as [Member];
    const importer = { appUrl: () => app.url, member };
    const file = ordersOf(trades);
    const accountId = await addAccount(app.url, member);
    const { id } = await uploadOrders(importer, accountId, file);
    await confirmImport(importer, id);
    let ended = 0;
    for (; ended < ends && run.inTime(); ended++) {
      if (!(await importComesTo(importer, id, ((ended + 1) * trades) / (ends + 2)))) break;
      await app.end(ended % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      if (run.sabotage === FORGOTTEN) await cluster.sql('DELETE FROM trade_source');
      await app.revive();
    }
    const status = await endOfImport(importer, id);
    const again = await uploadOrders(importer, accountId, file);
    return {
      figure: `${trades} trades of one file, ended ${ended} times in their midst: ${status}, ${again.counts.new} fills new to it afterwards`,
      faults: [
        ...(ended === 0 ? ['It was never ended in its midst.'] : []),
        ...(status === 'imported' ? [] : [`The import is ${status}.`]),
        ...(again.counts.new === 0 ? [] : [`${again.counts.new} fills are not known again.`]),
        ...(await wrongTrades(cluster, member, trades)),
        ...(await audit(cluster, [member.userId])),
      ],
    };
  },
};
