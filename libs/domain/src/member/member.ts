import { changesBetween, hasChanges, withChanges } from '../changes.js';
import type { Changes } from '../changes.js';
import { Refusal } from '../decider.js';
import type { Decider } from '../decider.js';
import type { DecimalText } from '../money/decimal.js';
import { ZERO } from '../money/decimal.js';
import { DEFAULT_TIME_ZONE } from '../time/day.js';

export const THEMES = ['system', 'dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

export interface Settings {
  readonly timeZone: string;
  /** Currency of trades without an account. */
  readonly baseCurrency: string;
  readonly theme: Theme;
  /** Per currency: a net of this much or less, either way, is breakeven. None for a currency is zero. */
  readonly breakevenTolerance: Readonly<Record<string, DecimalText>>;
}

export const DEFAULT_SETTINGS: Settings = {
  timeZone: DEFAULT_TIME_ZONE,
  baseCurrency: 'USD',
  theme: 'system',
  breakevenTolerance: {},
};

export type MemberCommand =
  | { readonly type: 'RegisterUser'; readonly settings: Settings }
  | { readonly type: 'ChangeSettings'; readonly fields: Partial<Settings> };

export type MemberEvent =
  | { readonly type: 'UserRegistered'; readonly data: Settings }
  | { readonly type: 'SettingsChanged'; readonly data: { readonly changes: Changes<Settings> } };

export type MemberState = { readonly status: 'none' } | { readonly status: 'registered'; readonly settings: Settings };

export const member: Decider<MemberState, MemberCommand, MemberEvent, null> = {
  initial: { status: 'none' },

  decide(command, state) {
    if (command.type === 'RegisterUser')
      return state.status === 'none' ? [{ type: 'UserRegistered', data: command.settings }] : [];
    if (state.status === 'none') return new Refusal('not-found', 'There is nothing here under this address.');
    const changes = changesBetween(state.settings, { ...state.settings, ...command.fields });
    return hasChanges(changes) ? [{ type: 'SettingsChanged', data: { changes } }] : [];
  },

  evolve(state, event) {
    if (event.type === 'UserRegistered') return { status: 'registered', settings: event.data };
    return state.status === 'none' ? state : { ...state, settings: withChanges(state.settings, event.data.changes) };
  },
};

export function toleranceOf(settings: Settings, currency: string): DecimalText {
  return settings.breakevenTolerance[currency] ?? ZERO;
}
