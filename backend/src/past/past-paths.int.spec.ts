import { PAST_PATHS } from '@singularity/contract';
import { startTestApp } from '../../testing/test-app.js';

/** A page of the past asks for the past at these addresses and for now at all others: it must not miss one. */
it('names every address that the document lets ask for the past', async () => {
  const app = await startTestApp();
  try {
    const { paths } = (await app.browser().get('/api/openapi.json')).body as {
      paths: Record<string, { get?: { parameters?: readonly { name: string }[] } }>;
    };
    const knowing = Object.keys(paths).filter((path) =>
      paths[path]?.get?.parameters?.some(({ name }) => name === 'asOfVersion'),
    );
    expect([...PAST_PATHS].sort()).toEqual(knowing.sort());
  } finally {
    await app.close();
  }
});
