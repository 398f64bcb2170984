const HOME = '/';
const MAX_LENGTH = 500;
/** Control characters and backslashes: browsers drop or turn them, so that "/\evil" leads away. */
const TRICKY = /[\p{Cc}\\]/u;
const ANY_ORIGIN = 'http://origin.invalid';

/** Where to go after signing in: a path of our own pages as it was asked for, or home for anything else. */
export function safeReturnTo(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > MAX_LENGTH || TRICKY.test(asked)) return HOME;
  if (!asked.startsWith('/') || asked.startsWith('//')) return HOME;
  if (!URL.canParse(asked, ANY_ORIGIN)) return HOME;
  const { origin, pathname, search, hash } = new URL(asked, ANY_ORIGIN);
  const leadsAway = origin !== ANY_ORIGIN || pathname.startsWith('//') || /^\/(api|login)(\/|$)/i.test(pathname);
  return leadsAway ? HOME : pathname + search + hash;
}
