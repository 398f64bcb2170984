import type { TokenScope } from '@singularity/contract';

export const SCOPE_LABELS: Readonly<Record<TokenScope, string>> = { read: 'Read', write: 'Write', import: 'Import' };

/** What each lets a program do, in one sentence. */
export const SCOPE_HINTS: Readonly<Record<TokenScope, string>> = {
  read: 'See everything in your journal.',
  write: 'See everything, and add, change and delete accounts, trades and settings.',
  import: 'Add files and fills of brokers and take imports back; see accounts and imports.',
};
