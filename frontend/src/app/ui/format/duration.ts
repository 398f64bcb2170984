const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3660` → `1h 1m`: the two largest units, without one that is nothing. */
export function formatDuration(seconds: number): string {
  if (seconds < MINUTE) return `${seconds}s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}m`;
  if (seconds < DAY) return together(seconds, [HOUR, 'h'], [MINUTE, 'm']);
  return together(seconds, [DAY, 'd'], [HOUR, 'h']);
}

type Unit = readonly [seconds: number, name: string];

function together(seconds: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)}${largeName}${rest > 0 ? ` ${rest}${smallName}` : ''}`;
}
