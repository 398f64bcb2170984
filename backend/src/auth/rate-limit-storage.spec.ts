import { vi } from 'vitest';
import { RateLimitStorage } from './rate-limit-storage.js';

const storage = new RateLimitStorage();
afterEach(() => vi.restoreAllMocks());
afterAll(() => storage.onApplicationShutdown());

const count = async () => (await storage.increment('writes:member', 60_000, 2, 0, 'writes')).isBlocked;

it('forgets what was counted by a clock that was ahead', async () => {
  const now = Date.now();
  const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 400 * 86_400_000);
  expect([await count(), await count(), await count()]).toEqual([false, false, true]);
  clock.mockReturnValue(now);
  expect([await count(), await count(), await count()]).toEqual([false, false, true]);
  clock.mockReturnValue(now + 60_001);
  expect(await count()).toBe(false);
});
