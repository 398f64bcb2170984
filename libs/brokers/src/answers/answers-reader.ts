import type { Draft } from '../draft.js';
import { PLATFORMS } from '../platforms.js';
import type { Platform } from '../platforms.js';
import type { Reader } from '../reader.js';
import type { ReadOptions } from '../reading.js';
import type { Answers } from '../source/source.js';

/** Reads what the API of a broker answered. Its fills have the keys that files of that broker give them, where those know ids. */
export function answersReader(
  platform: Platform,
  read: (answers: Answers, draft: Draft, options: ReadOptions) => void,
): Reader {
  return {
    platform,
    kind: 'api',
    name: `${PLATFORMS[platform]} sync`,
    recognises: (source) => source.kind === 'answers' && source.answers.broker === platform,
    read(source, draft, options) {
      if (source.kind === 'answers' && source.answers.broker === platform) read(source.answers, draft, options);
    },
  };
}
