import { formatClock, formatShortDay, toDay, toWallTime } from '../../ui/format/zoned-time';

/** In minutes. Each is a part of a day, so that labels stand at the same times on every day. */
const STEPS = [5, 10, 15, 30, 60, 120, 180, 360, 720];
const MOST_LABELS = 6;

/** What an axis of moments says where: the clock at round times and, over several days, each day under its first. */
export function clockLabels(times: readonly string[], timeZone: string): ReadonlyMap<string, string> {
  const moments = times.map((time) => ({
    time,
    clock: formatClock(time, timeZone),
    day: toDay(time, timeZone),
    minutes: minutesOf(toWallTime(time, timeZone)),
  }));
  const choices = STEPS.map((step) => moments.filter(({ minutes }) => minutes % step === 0));
  const chosen = choices.find(({ length }) => length <= MOST_LABELS) ?? [];
  if (moments[0]?.day === moments.at(-1)?.day) return new Map(chosen.map(({ time, clock }) => [time, clock]));
  return new Map(
    chosen.map(({ time, clock, day }, index) => {
      const isFirst = day !== chosen[index - 1]?.day;
      return [time, isFirst ? `${clock}\n${formatShortDay(day)}` : clock];
    }),
  );
}

/** Since midnight. */
function minutesOf(wall: string): number {
  return Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
}
