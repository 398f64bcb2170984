import type { AccountAnswer, BreakdownAnswer, TradeAnswer } from '@singularity/contract';
import type { IconName } from '../ui/icon';
import { formatMoney, toneOf } from '../ui/format/money';
import { DIRECTION_LABELS } from '../ui/format/labels';
import { formatDay, toDay } from '../ui/format/zoned-time';
import type { AppCommand } from './app-command';

/** One line of the palette: a command with what tells it from its like. */
export interface PaletteItem extends AppCommand {
  readonly group: 'Pages' | 'Actions' | 'Settings' | 'Accounts' | 'Tags' | 'Symbols' | 'Trades';
  readonly icon: IconName;
  readonly detail?: string;
  readonly amount?: { readonly text: string; readonly tone: string };
}

const MOST_FOUND = 5;

/** Whether every word of what is typed begins a word of the name. */
export function fits(name: string, typed: string): boolean {
  const words = name.toLowerCase().split(/[\s-]+/);
  const wanted = typed
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean);
  return wanted.every((part) => words.some((word) => word.startsWith(part)));
}

/** Those that are called so, and after them those that one may call so. */
export function named(commands: readonly AppCommand[], typed: string): readonly AppCommand[] {
  const [called, others] = [true, false].map((isName) => commands.filter(({ name }) => fits(name, typed) === isName));
  return [...(called ?? []), ...(others ?? []).filter(({ name, words = '' }) => fits(`${name} ${words}`, typed))];
}

/** Tags that what is typed begins a word of, and all where it asks for tags. */
export function tagsIn(answer: BreakdownAnswer | undefined, typed: string): readonly string[] {
  const keys = answer?.currencies.flatMap(({ groups }) => groups.map(({ key }) => key)) ?? [];
  const tags = [...new Set(keys)].filter((key) => key !== '' && fits(`${key} tags tagged`, typed));
  return tags.sort((a, b) => a.localeCompare(b)).slice(0, MOST_FOUND);
}

export function tagItem(tag: string, open: () => unknown): PaletteItem {
  return { group: 'Tags', name: `Trades tagged ${tag}`, icon: 'flag', run: open };
}

export function accountItem({ name, platform }: AccountAnswer, open: () => unknown): PaletteItem {
  return { group: 'Accounts', name, detail: platform, icon: 'accounts', run: open };
}

/** Symbols that begin with what is typed, a future's also without its stroke; the shortest first. */
export function symbolsIn(answer: BreakdownAnswer | undefined, typed: string): readonly string[] {
  const wanted = typed.trim().toUpperCase();
  if (wanted === '' || !answer) return [];
  const keys = answer.currencies.flatMap(({ groups }) => groups.map(({ key }) => key));
  return [...new Set(keys)]
    .filter((key) => key.startsWith(wanted) || key.startsWith(`/${wanted}`))
    .sort((a, b) => a.length - b.length || a.localeCompare(b))
    .slice(0, MOST_FOUND);
}

export function symbolItem(symbol: string, open: () => unknown): PaletteItem {
  return { group: 'Symbols', name: `Trades in ${symbol}`, icon: 'trades', run: open };
}

export function tradeItem(trade: TradeAnswer, timeZone: string, open: () => unknown): PaletteItem {
  const { symbol, direction, netPnl, currency } = trade;
  return {
    group: 'Trades',
    name: `${symbol} ${DIRECTION_LABELS[direction]}`,
    icon: 'trades',
    detail: formatDay(toDay(trade.exitAt ?? trade.entryAt, timeZone)),
    amount: { text: netPnl === null ? 'Open' : formatMoney(netPnl, currency, 'always'), tone: toneOf(netPnl) },
    run: open,
  };
}
