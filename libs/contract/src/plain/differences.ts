export const DIFFERENCE_KINDS = ['added', 'changed', 'deleted', 'restored'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];
