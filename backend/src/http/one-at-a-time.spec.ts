import { OneAtATime } from './one-at-a-time.js';

const done = () => Promise.resolve('done');

it('refuses a member whose work is under way, and nobody else; afterwards, however it ended, nobody', async () => {
  const works = new OneAtATime('It is being done already.');
  const { promise, reject } = Promise.withResolvers<string>();
  const first = works.run('a', () => promise);
  await expect(works.run('a', done)).rejects.toMatchObject({ status: 503, message: 'It is being done already.' });
  await expect(works.run('b', done)).resolves.toBe('done');
  reject(new Error('broke off'));
  await expect(first).rejects.toThrow('broke off');
  await expect(works.run('a', done)).resolves.toBe('done');
});
