import { TtlCache } from './ttl-cache.js';

describe('a cache of answers', () => {
  let now: number;
  let asked: string[];
  let cache: TtlCache<string>;

  beforeEach(() => {
    now = 0;
    asked = [];
    cache = new TtlCache({ lifeMs: 10, most: 2, now: () => now });
  });

  const ask = (key: string, answer = Promise.resolve(`about ${key}`)) =>
    cache.get(key, () => {
      asked.push(key);
      return answer;
    });

  it('asks once for all who ask before there is an answer', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const both = Promise.all([ask('a', promise), ask('a', promise)]);
    resolve('at last');
    expect(await both).toEqual(['at last', 'at last']);
    expect(asked).toEqual(['a']);
  });

  it('forgets when the time has come, and not before', async () => {
    await ask('a');
    now = 9;
    await ask('a');
    expect(asked).toEqual(['a']);
    now = 10;
    await ask('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('lets the oldest go for want of room, a refreshed one being young again', async () => {
    await ask('a');
    now = 5;
    await ask('b');
    now = 10;
    await ask('a');
    await ask('c');
    await ask('a');
    expect(asked).toEqual(['a', 'b', 'a', 'c']);
    await ask('b');
    expect(asked).toEqual(['a', 'b', 'a', 'c', 'b']);
  });
});
