import { ClusterRules, isHeld } from './cluster-rules.js';
import { onSent } from './sent-statements.js';

/** What this process has sent and nobody has looked at, and what was looked at. */
const waiting = new Set<string>();
const known = new Set<string>();

onSent(({ statements }) => {
  for (const { text } of statements) if (!known.has(text) && isHeld(text)) waiting.add(text);
});

/** Throws where something that tests have had the app send is refused by a cluster; each statement is looked at once. */
export async function holdToClusterRules(superuserUrl: string): Promise<void> {
  const texts = [...waiting];
  waiting.clear();
  if (texts.length === 0) return;
  const rules = await ClusterRules.of(superuserUrl);
  const faults: string[] = [];
  try {
    for (const text of texts) {
      known.add(text);
      const refusals = await rules.refusalsOf(text).catch((error: unknown) => [String(error)]);
      for (const refusal of refusals) faults.push(`${refusal}:\n${text}`);
    }
  } finally {
    await rules.end();
  }
  if (faults.length > 0) throw new Error(`Citus refuses what was sent. ${faults.join('\n\n')}`);
}
