import { PassThrough } from 'node:stream';
import { Say } from './say.js';
import { Terminal } from './terminal.js';

const PEM = ['-----BEGIN EC PRIVATE KEY-----', 'MHcCAQEE', '-----END EC PRIVATE KEY-----'];

function terminal() {
  let text = '';
  const out = { write: (said: string) => (text += said) };
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keyboard });
  const screen = { out, error: out };
  return { keyboard, terminal: new Terminal(keyboard, screen, new Say(screen)), text: () => text };
}

it('shows what is typed, but for secrets, also while they are typed', async () => {
  const { keyboard, terminal: lines, text } = terminal();
  const name = lines.ask('User name');
  keyboard.write('trader\r');
  expect(await name).toBe('trader');
  expect(text()).toContain('trader');
  keyboard.write('canary-typed-ahead\r');
  await new Promise((goOn) => setImmediate(goOn));
  expect(await lines.askSecret('Token')).toBe('canary-typed-ahead');
  const key = lines.askSecret('API key');
  keyboard.write('canary');
  keyboard.write('-key\r');
  expect(await key).toBe('canary-key');
  expect(text()).not.toContain('canary');
  const usual = lines.ask('From which day on?', '2026-01-01');
  keyboard.write('\r');
  expect(await usual).toBe('2026-01-01');
  lines.close();
});

it('reads a key of several lines to its end', async () => {
  const { keyboard, terminal: lines, text } = terminal();
  const key = lines.askSecret('Private key');
  keyboard.write(PEM.map((line) => `${line}\r`).join(''));
  expect(await key).toBe(PEM.join('\n'));
  expect(text()).not.toContain('MHcCAQEE');
  lines.close();
});

it('is left by Ctrl-C', async () => {
  const { keyboard, terminal: lines } = terminal();
  const name = lines.ask('User name');
  keyboard.write('\u0003');
  await expect(name).rejects.toThrow('Nothing was changed.');
});
