import type { AssetType } from '@singularity/domain';

const WORDS: readonly (readonly [RegExp, AssetType])[] = [
  [/^(?:equity |index |stock |future )?(?:options?|opt)$/i, 'option'],
  [/^(?:stocks?|stk|equit(?:y|ies)|shares?|etfs?|cs|common stock)$/i, 'stock'],
  [/^(?:futures?|fut)$/i, 'future'],
  [/^(?:crypto(?:currenc(?:y|ies))?|coins?|spot)$/i, 'crypto'],
];

/** What a word of a broker says was traded; undefined for words that say something else. */
export function assetTypeOf(word: string): AssetType | undefined {
  return WORDS.find(([form]) => form.test(word.trim()))?.[1];
}
