// npm run smoke:containers: the compose files as they are, with an image built here, from an empty machine to a restore.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { setTimeout } from 'node:timers/promises';
import { Deployment, findEngine, PUBLIC_URL } from './deployment.mjs';
import { Member } from './member.mjs';
import { viaProxy } from './via-proxy.mjs';

const MOST_MB = 250;
/** Half a second each. */
const MOST_TRIES = 120;
const MEMBER = '1180451290417300001';
const TRADES = '/api/user/trades';
const TRADE = {
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '10',
  entryPrice: '187.23',
  entryAt: '2026-01-05T14:30:00Z',
};
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const engine = findEngine();
if (!engine) {
  console.error(
    'There is neither Docker with “docker compose” nor podman with “podman compose” here: nothing was tried.',
  );
  process.exit(2);
}

const deployment = new Deployment(engine);
const { secrets } = deployment;
const figures = [];

/** One step of the drill, and how long it took. */
async function step(what, work) {
  const begin = performance.now();
  const figure = await work();
  const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
  console.log(`✓ ${what} (${seconds} s)`);
  if (figure) figures.push(figure);
}

/** A container that is started again counts as healthy until it is looked at: so the app itself is asked. */
async function up(...more) {
  deployment.compose('up', '-d', '--wait', ...more);
  for (let tries = 0; ; tries++) {
    const status = await member()
      .get('/api/status')
      .then((answer) => answer.status, String);
    if (status === 200) return;
    if (tries === MOST_TRIES) throw new Error(`The app does not come up: ${status}`);
    await setTimeout(500);
  }
}

const member = () => new Member(deployment.address(), PUBLIC_URL);
const inApp = (...command) => deployment.compose('exec', '-T', 'app', 'node', ...command);

async function addTrade(browser, symbol) {
  const { status, body } = await browser.send('POST', TRADES, { ...TRADE, symbol });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

async function symbols(browser) {
  const { status, body } = await browser.get(TRADES);
  assert.equal(status, 200);
  return body.items.map(({ symbol }) => symbol).sort();
}

try {
  await step('The image is built', () => void deployment.compose('build', 'app'));

  await step(`It has less than ${MOST_MB} MB, a title, and neither source maps nor types of packages`, () => {
    const size =
      Number(deployment.run(engine.program, 'image', 'inspect', '--format', '{{.Size}}', 'singularity')) / 1e6;
    assert.ok(size < MOST_MB, `${size} MB`);
    const label = '{{index .Config.Labels "org.opencontainers.image.title"}}';
    assert.equal(deployment.run(engine.program, 'image', 'inspect', '--format', label, 'singularity'), 'Singularity');
    return `image: ${Math.round(size)} MB`;
  });

  let browser;
  await step('Database and app are healthy', () => up('database', 'app'));
  await step('The app runs as nobody special: read-only root, no capabilities, no new privileges', () => {
    assert.equal(deployment.inspect('app', '{{.HostConfig.ReadonlyRootfs}} {{.Config.User}}'), 'true node');
    const status = inApp('-p', `require('fs').readFileSync('/proc/1/status', 'utf8')`);
    assert.match(status, /CapEff:\s+0{16}\n/);
    assert.match(status, /CapBnd:\s+0{16}\n/);
    assert.match(status, /NoNewPrivs:\s+1\n/);
    const found = inApp(
      '-p',
      `fs.readdirSync('node_modules', { recursive: true }).filter((name) => /^(?!@singularity).*\\.(map|d\\.ts)$/.test(name)).length`,
    );
    assert.equal(found, '0');
  });
  await step('The sign-in page, the status and the API docs answer', async () => {
    const [page, status, docs] = await Promise.all(
      ['/login', '/api/status', '/api/docs/swagger-ui-bundle.js'].map((path) => member().get(path)),
    );
    assert.equal(page.status, 200);
    assert.match(page.bytes.toString(), /<app-root/);
    assert.equal(status.body.overall, 'healthy', JSON.stringify(status.body));
    assert.equal(docs.status, 200);
  });
  await step('A member signs in, adds a trade with a picture, and looks back', async () => {
    browser = member();
    await browser.signIn(MEMBER);
    const { id, ledger } = await addTrade(browser, 'AAPL');
    const picture = await browser.send('POST', `${TRADES}/${id}/screenshots`, PIXEL, 'image/png');
    assert.equal(picture.status, 201, JSON.stringify(picture.body));
    // What needs packages of machine code, and threads with programs of their own.
    const past = await browser.get(`/api/user/stats?asOfVersion=${ledger.version}`);
    assert.equal(past.status, 200, JSON.stringify(past.body));
    const verified = await browser.get('/api/user/ledger/verify');
    assert.equal(verified.body?.valid, true, JSON.stringify(verified.body));
  });
  await step('Each login may do what it is for and no more', () => {
    const asApp = (sql) => deployment.sql('singularity_login', secrets.DATABASE_PASSWORD, sql);
    assert.match(asApp('SELECT count(*) FROM event').said, /permission denied/);
    assert.match(asApp('SET ROLE singularity_eraser').said, /permission denied/);
    assert.match(asApp('SET ROLE singularity_app; DELETE FROM event').said, /permission denied/);
    assert.match(asApp('SET ROLE singularity_app; UPDATE event SET version = 2').said, /permission denied/);
    assert.equal(asApp('SET ROLE singularity_app; SELECT count(*) FROM event').said.trim().split('\n').at(-1), '0');
    const asEraser = (sql) => deployment.sql('singularity_eraser_login', secrets.DATABASE_ERASER_PASSWORD, sql);
    assert.match(asEraser('SET ROLE singularity_app').said, /permission denied/);
    assert.equal(asEraser('SET ROLE singularity_eraser').status, 0);
    const strong = `SELECT string_agg(rolname, ' ') FROM pg_roles WHERE rolname LIKE 'singularity%' AND (rolsuper OR rolbypassrls)`;
    assert.equal(deployment.sql('postgres', secrets.POSTGRES_PASSWORD, strong).said.trim(), '');
  });
  await step('The doctor finds nothing wrong, and every read model is as the events say', () => {
    inApp('backend/dist/doctor-cli.js');
    inApp('backend/dist/replay-cli.js', '--check');
  });
  await step('The memory at rest is counted', () => {
    const used = (service) => {
      const stats = [engine.program, 'stats', '--no-stream', '--format', '{{.MemUsage}}'];
      return deployment
        .run(...stats, deployment.compose('ps', '-q', service))
        .split('/')[0]
        .trim();
    };
    return `idle: app ${used('app')}, database ${used('database')}`;
  });
  await step('Told to stop, the app ends by itself and well within its grace', () => {
    const begin = performance.now();
    deployment.compose('stop', 'app');
    const seconds = (performance.now() - begin) / 1_000;
    assert.equal(deployment.inspect('app', '{{.State.ExitCode}} {{.State.OOMKilled}}'), '0 false');
    assert.ok(seconds < 12, `${seconds} s`);
  });
  await step('What was recorded outlives a restart, a killed database and a rebuilt image', async () => {
    const begin = performance.now();
    await up('database', 'app');
    const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
    assert.deepEqual(await symbols(browser.at(deployment.address())), ['AAPL']);
    deployment.compose('kill', 'database');
    await up('database', 'app');
    assert.deepEqual(await symbols(browser.at(deployment.address())), ['AAPL']);
    await up('--build', '--force-recreate', 'database', 'app');
    assert.deepEqual(await symbols(browser.at(deployment.address())), ['AAPL']);
    return `start of the app until it is healthy: ${seconds} s`;
  });
  await step('Three processes are one app behind the proxy: https, HTTP/2, compressed, and live at once', async () => {
    await up('--scale', 'app=3', 'database', 'app', 'proxy');
    const seen = await viaProxy(deployment, browser.at(deployment.address()).cookies, TRADE);
    assert.equal(seen.alpn, 'h2');
    assert.equal(seen.encoding, 'gzip');
    assert.equal(seen.session, 200);
    assert.equal(seen.insecure, 302);
    assert.equal(seen.insecureApi, 403);
    assert.ok(seen.liveMs < 2_000, `${seen.liveMs} ms`);
    assert.equal(seen.processes, 3);
    deployment.compose('stop', 'proxy');
    await up('--scale', 'app=1', 'database', 'app');
  });

  let file;
  const before = await symbols(browser.at(deployment.address()));
  await step('A backup is one file with a date', () => {
    deployment.compose('run', '--rm', '-T', 'backup');
    const files = deployment.backups();
    assert.equal(files.length, 1, files.join(' '));
    [file] = files;
    assert.match(file, /^singularity-\d{4}-\d\d-\d\dT\d{6}Z\.tar$/);
  });
  await step('It is not brought back over what is there', async () => {
    await addTrade(browser.at(deployment.address()), 'LATE');
    const inUse = deployment.tryCompose('run', '--rm', '-T', 'restore', file);
    assert.notEqual(inUse.status, 0);
    assert.match(inUse.said, /in use/);
    deployment.compose('stop', 'app');
    const full = deployment.tryCompose('run', '--rm', '-T', 'restore', file);
    assert.notEqual(full.status, 0);
    assert.match(full.said, /not empty/);
  });
  await step('It is brought back into an empty deployment, checked, and everybody signs in anew', async () => {
    deployment.compose('down', '--volumes');
    const said = deployment.compose('run', '--rm', '-T', 'restore', file);
    assert.match(said, /Brought back/);
    const checked = deployment.compose('run', '--rm', '-T', 'check');
    assert.match(checked, /Ledgers: 1, broken: 0\./);
    assert.match(checked, /The last entry was recorded at /);
    await up('database', 'app');
    assert.equal((await browser.at(deployment.address()).get(TRADES)).status, 401);
    const anew = member();
    await anew.signIn(MEMBER);
    assert.deepEqual(await symbols(anew), before);
    inApp('backend/dist/doctor-cli.js');
  });
  console.log(figures.join('\n'));
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  console.error(deployment.tryCompose('logs', '--no-color', '--tail', '30').said);
  process.exitCode = 1;
} finally {
  deployment.remove();
}
