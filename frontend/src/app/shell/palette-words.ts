import type { FieldWords } from '../ui/stand-in';

export const PALETTE_WORDS: FieldWords = {
  label: 'Search pages, actions, settings and symbols',
  placeholder: 'Search pages, settings, symbols…',
};
