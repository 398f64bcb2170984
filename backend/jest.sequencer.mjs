import Sequencer from '@jest/test-sequencer';

/**
 * Where no earlier run has left its times, Jest begins with the largest files. Those that start processes and kill them
 * are small and take longest: at the end, one worker would be waited for alone.
 */
export default class TortureFirst extends Sequencer {
  sort(tests) {
    const { torture = [], others = [] } = Object.groupBy(super.sort(tests), ({ path }) =>
      path.includes('/torture/') ? 'torture' : 'others',
    );
    return [...torture, ...others];
  }
}
