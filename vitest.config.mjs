import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** What waits for processes for minutes comes first: begun last, everything else would wait for it. */
const ORDER = ['harness', 'local', 'push', 'backend', 'connectors', 'brokers', 'domain'];

/** A worker that stays with one project need not load it again. */
class ByProject extends BaseSequencer {
  async sort(specs) {
    const place = ({ project }) => ORDER.indexOf(project.name);
    return (await super.sort(specs)).toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    projects: [
      'libs/domain',
      'libs/brokers',
      'libs/connectors',
      'tools/local',
      'tools/push',
      'backend',
      'tools/harness',
    ],
    sequence: { sequencer: ByProject },
    reporters: ['default', ['json', { outputFile: '.cache/tests/node.json' }]],
  },
});
