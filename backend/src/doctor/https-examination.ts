import { SIGN_IN_PATH } from '@singularity/contract';
import type { Config } from '../config.js';
import { hint, well, wrong } from './finding.js';
import type { Finding } from './finding.js';

const TIMEOUT_MS = 5_000;

/** Begins a sign-in as a member's browser does, through whatever stands in front of the app, and leaves it at that. */
export async function examineHttps({ publicUrl, secure }: Pick<Config, 'publicUrl' | 'secure'>): Promise<Finding[]> {
  if (!secure) return [];
  try {
    const { headers, status } = await fetch(publicUrl + SIGN_IN_PATH, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return [judge(publicUrl, status, headers.get('location') ?? '')];
  } catch {
    return [hint(`${publicUrl} did not answer.`, 'Start the app and the proxy in front of it, and run this again.')];
  }
}

function judge(publicUrl: string, status: number, location: string): Finding {
  if (location.endsWith('error=not_https'))
    return wrong(
      `Nobody can sign in at ${publicUrl}: the app is not told that members come over https.`,
      'Have the proxy send X-Forwarded-Proto: https. In nginx: proxy_set_header X-Forwarded-Proto $scheme;',
    );
  return URL.canParse(location)
    ? well(`A sign-in at ${publicUrl} leads to Discord.`)
    : hint(`${publicUrl} answered a sign-in with ${status}.`, 'Look whether it leads to this app, and at the log.');
}
