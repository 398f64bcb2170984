import { createHash } from 'node:crypto';

/** An id in the form of a UUID: the same for the same thing. */
export function uuid(what: string): string {
  const hex = createHash('sha256').update(what).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
