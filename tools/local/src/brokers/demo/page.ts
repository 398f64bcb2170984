import type { Member } from '../access.js';
import type { Book } from '../book.js';
import { withMillis } from '../times.js';

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { margin: 0 } main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem }
  section { margin: 1.5rem 0; padding: 1rem; border: 1px solid #8888; border-radius: 8px }
  h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 0 } h3 { font-size: 1rem; margin: 1rem 0 .25rem }
  label { display: grid; grid-template-columns: 8rem 1fr auto; gap: .5rem; align-items: center; margin: .25rem 0 }
  input { min-width: 0; font: 14px ui-monospace, monospace; padding: .4rem }
  button { font: inherit; padding: .35rem .75rem; cursor: pointer } form { display: inline-block; margin: .25rem .5rem .25rem 0 }
  @media (max-width: 30rem) { label { grid-template-columns: 1fr auto } label span { grid-column: 1 / 3 } }
`;

const SCRIPT = `
  for (const button of document.querySelectorAll('[data-copy]'))
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = 'Copied';
    });
`;

const BROKERS: Readonly<Record<string, string>> = {
  tradier: 'Tradier',
  topstepx: 'TopstepX',
  webull: 'Webull',
  ibkr: 'Interactive Brokers',
  tastytrade: 'tastytrade',
  alpaca: 'Alpaca (paper)',
  schwab: 'Schwab',
  coinbase: 'Coinbase',
  kraken: 'Kraken',
};

/** The keys that can be pasted into the journal, and what can happen at a broker. */
export function demoPage(book: Book): string {
  const names = [...new Set(book.access.members.map(({ name }) => name))];
  const people = names.map((name) => section(book, name));
  const now = withMillis(book.clock.now()).slice(0, 16).replace('T', ' ');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Demo brokers</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head><body><main>
<h1>Demo brokers</h1>
<p>This server stands in for brokers, on this machine only. Connect a broker in the journal, and paste a key from here.
Nothing here is real.</p>
${act('day', {}, 'End the day')}<span>It is ${now} UTC. What brokers post overnight comes with the end of the day.</span>
${people.length === 0 ? '<p>Nobody has a key here.</p>' : people.join('')}
</main><script>${SCRIPT}</script></body></html>`;
}

function section(book: Book, name: string): string {
  const keys = book.access.members.filter((member) => member.name === name);
  return `<section><h2>${escape(name)}</h2>${keys.map((member) => keyOf(book, member)).join('')}</section>`;
}

function keyOf(book: Book, member: Member): string {
  const { broker, name, credentials } = member;
  const fields = Object.entries(credentials).map(([field, value]) => copied(field, value));
  const isGood = book.access.memberWith(broker, credentials) !== undefined;
  const whose = { broker, name };
  const title = BROKERS[broker] ?? broker;
  const revoke = isGood
    ? act('revoke', whose, 'Revoke the key', title)
    : act('restore', whose, 'Make the key good again', title);
  const state = isGood ? '' : '<p>This key was revoked.</p>';
  return `<h3>${escape(title)}</h3>${state}${fields.join('')}${act('correct', whose, 'Correct a fill', title)}${revoke}`;
}

function copied(field: string, value: string): string {
  const label = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const shown = escape(value);
  return `<label><span>${escape(label)}</span><input readonly value="${shown}"><button type="button" aria-label="Copy the ${escape(label)}" data-copy="${shown}">Copy</button></label>`;
}

/** `at` tells buttons of the same label apart, for those who only hear them. */
function act(path: string, hidden: Readonly<Record<string, string>>, label: string, at = ''): string {
  const fields = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`,
  );
  return `<form method="post" action="/demo/${path}">${fields.join('')}<button${at && ` aria-label="${escape(`${label}: ${at}`)}"`}>${label}</button></form>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
