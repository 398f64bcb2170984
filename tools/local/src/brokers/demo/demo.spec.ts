import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import { Book } from '../book.js';
import { seedDemo } from './seed.js';

const PEOPLE = ['Demo Member One', 'Demo Member Two'];

let brokers: BrokersStandIn;
beforeAll(async () => {
  brokers = await startBrokersStandIn();
  brokers.book.clock.set('2026-11-30T18:00:00Z');
  seedDemo(brokers.book, PEOPLE);
});
afterAll(() => brokers.close());

const page = async () => (await fetch(brokers.origin)).text();
const press = (button: string, fields: Record<string, string> = {}, origin = brokers.origin) =>
  fetch(`${brokers.origin}/demo/${button}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin },
    body: new URLSearchParams(fields),
  });
const TRADIER = { broker: 'tradier', name: 'Demo Member One' };
const askTradier = async () => {
  const token = brokers.book.access.members.find(({ broker }) => broker === 'tradier')!.credentials['token'];
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
  return (await fetch(`${brokers.origin}/tradier/v1/user/profile`, { headers })).status;
};

it('shows two keys of each person, which brokers know', async () => {
  const html = await page();
  for (const { name, credentials } of brokers.book.access.members) {
    expect(html).toContain(`<h2>${name}</h2>`);
    for (const value of Object.values(credentials)) expect(html).toContain(`value="${value}"`);
  }
  expect(brokers.book.access.members.map(({ broker }) => broker)).toEqual([
    'tradier',
    'topstepx',
    'tastytrade',
    'ibkr',
  ]);
  expect(await askTradier()).toBe(200);
});

it('seeds the same at another time, and more of it later', () => {
  const later = new Book();
  later.clock.set('2027-03-01T18:00:00Z');
  seedDemo(later, PEOPLE);
  const [now, then] = [brokers.book.expected('6YA00001'), later.expected('6YA00001')];
  expect(now.length).toBeGreaterThan(100);
  expect(then.length).toBeGreaterThan(now.length);
  expect(then.slice(0, now.length)).toEqual(now);
});

it('revokes a key and makes it good again', async () => {
  expect((await press('revoke', TRADIER)).status).toBe(303);
  expect(await askTradier()).toBe(401);
  expect(await page()).toContain('This key was revoked.');
  await press('restore', TRADIER);
  expect(await askTradier()).toBe(200);
});

it('corrects the newest fill', async () => {
  const { book } = brokers;
  const before = book.expected('6YA00001').findLast(({ order }) => order !== null)!;
  await press('correct', TRADIER);
  const after = book.expected('6YA00001');
  expect(after.map(({ id }) => id)).not.toContain(before.id);
  expect(Number(after.findLast(({ order }) => order === before.order)!.price)).toBeCloseTo(
    Number(before.price) * 1.01,
    2,
  );
});

it('ends the day without a change of the clock', async () => {
  const { book } = brokers;
  const now = book.clock.now();
  expect(book.isPosted(now)).toBe(false);
  await press('day');
  expect([book.isPosted(now), book.clock.now()]).toEqual([true, now]);
});

it('lets no other page press its buttons', async () => {
  expect((await press('revoke', TRADIER, 'http://other.example')).status).toBe(403);
  expect(await askTradier()).toBe(200);
});
