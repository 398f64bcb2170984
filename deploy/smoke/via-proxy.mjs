import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';

const PROGRAM = readFileSync(fileURLToPath(new URL('via-proxy-inside.mjs', import.meta.url)), 'utf8');

/** What a member sees of the app through the proxy, asked from inside the network: nobody else's ports are taken for it. */
export async function viaProxy(deployment, cookies, trade) {
  const given = `const given = ${JSON.stringify({ cookies: [...cookies], trade })};\n`;
  const seen = JSON.parse(deployment.node('discord', given + PROGRAM));
  const containers = deployment.compose('ps', '-q', 'app').split('\n');
  const served = containers.filter((id) =>
    deployment.run(deployment.program, 'logs', id).includes('/api/auth/session'),
  );
  return { ...seen, processes: served.length };
}
