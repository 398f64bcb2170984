import { Agent, request } from 'node:http';
import { XSRF } from '@singularity/contract';

/** What a signed-in page of a member sends along. */
export type Pass = Readonly<Record<'Cookie' | typeof XSRF.header, string>>;

/** Signs a member of the stand-in in, through Discord and back, and gives what later requests must carry. */
export async function signIn(appUrl: string, memberId: string): Promise<Pass> {
  const cookies = new Map<string, string>();
  const visit = async (url: string | URL) => {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { Cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.slice(0, line.indexOf(';')).split('=', 2);
      cookies.set(name, value);
    }
    return answer.headers.get('location') ?? '';
  };
  const atDiscord = new URL(await visit(`${appUrl}/api/auth/discord`));
  const body = new URLSearchParams([...atDiscord.searchParams, ['member', memberId]]);
  const agreed = await fetch(new URL('/oauth2/authorize', atDiscord), { method: 'POST', body, redirect: 'manual' });
  const arrived = await visit(agreed.headers.get('location') ?? '');
  if (arrived !== '/') throw new Error(`The member was not let in: ${arrived}`);
  return {
    Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    [XSRF.header]: cookies.get(XSRF.cookie) ?? '',
  };
}

/** Sends JSON over connections that stay open, at most so many. Rejects unless the answer is 201. */
export function createPoster(appUrl: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return (path: string, pass: Pass, body: object): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { ...pass, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
      const sent = request(new URL(path, appUrl), { method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.on('error', reject);
        answer.on('end', () =>
          answer.statusCode === 201 ? resolve() : reject(new Error(`The app answered ${answer.statusCode}.`)),
        );
      });
      sent.on('error', reject);
      sent.end(JSON.stringify(body));
    });
}
