import { changesBetween, hasChanges, withChanges } from '../changes.js';
import type { Changes } from '../changes.js';
import { Refusal } from '../decider.js';
import type { Decider } from '../decider.js';
import type { DecimalText } from '../money/decimal.js';
import { ZERO } from '../money/decimal.js';
import { DEFAULT_TIME_ZONE } from '../time/day.js';
import { changedSince, takenOut } from '../undo.js';
import type { UndoCommand, Undoing } from '../undo.js';

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
  | { readonly type: 'ChangeSettings'; readonly fields: Partial<Settings> }
  | UndoCommand;

export type MemberEvent =
  | { readonly type: 'UserRegistered'; readonly data: Settings }
  | { readonly type: 'SettingsChanged'; readonly data: { readonly changes: Changes<Settings> } };

export type MemberState = { readonly status: 'none' } | { readonly status: 'registered'; readonly settings: Settings };

/** The settings as they are; before the first event, those that a ledger begins with. */
export function settingsIn(state: MemberState): Settings {
  return state.status === 'registered' ? state.settings : DEFAULT_SETTINGS;
}

/** What settings must know from elsewhere. */
export interface MemberFacts {
  /** Undo: the change to take back; null where there is no such version. */
  readonly undoing: Undoing<MemberState, MemberEvent> | null;
}

export const member: Decider<MemberState, MemberCommand, MemberEvent, MemberFacts> = {
  initial: { status: 'none' },

  decide(command, state, { undoing }) {
    if (command.type === 'RegisterUser')
      return state.status === 'none' ? [{ type: 'UserRegistered', data: command.settings }] : [];
    if (state.status === 'none' || (command.type === 'Undo' && !undoing))
      return new Refusal('not-found', 'Not found. It may have been deleted.');
    const wanted = undoing ? settingsWithout(undoing, state.settings) : { ...state.settings, ...fieldsOf(command) };
    if (wanted instanceof Refusal) return wanted;
    const changes = changesBetween(state.settings, wanted);
    return hasChanges(changes) ? [{ type: 'SettingsChanged', data: { changes } }] : [];
  },

  evolve(state, event) {
    if (event.type === 'UserRegistered') return { status: 'registered', settings: event.data };
    return state.status === 'none' ? state : { ...state, settings: withChanges(state.settings, event.data.changes) };
  },
};

function fieldsOf(command: MemberCommand): Partial<Settings> {
  return command.type === 'ChangeSettings' ? command.fields : {};
}

function settingsWithout({ before, after }: Undoing<MemberState, MemberEvent>, now: Settings): Settings | Refusal {
  if (before.status === 'none' || after.status === 'none')
    return new Refusal('cannot-undo', 'The start of the journal cannot be undone.');
  const { value, conflicts } = takenOut(before.settings, after.settings, now);
  return conflicts.length > 0 ? changedSince(conflicts) : value;
}

export function toleranceOf(settings: Pick<Settings, 'breakevenTolerance'>, currency: string): DecimalText {
  return settings.breakevenTolerance[currency] ?? ZERO;
}
