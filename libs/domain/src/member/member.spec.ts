import { exactly } from '../money/decimal.js';
import { given } from '../testing/given.js';
import { undoingOf } from '../undo.js';
import { DEFAULT_SETTINGS, member, toleranceOf } from './member.js';
import type { MemberEvent } from './member.js';

const REGISTERED: MemberEvent = { type: 'UserRegistered', data: DEFAULT_SETTINGS };
const NOTHING = { undoing: null };
const registered = given(member, [REGISTERED]);

describe('a member', () => {
  it('registers with the settings at hand', () =>
    given(member, []).when({ type: 'RegisterUser', settings: DEFAULT_SETTINGS }, NOTHING).then([REGISTERED]));

  it('registers once, whatever is asked again', () =>
    registered
      .when({ type: 'RegisterUser', settings: { ...DEFAULT_SETTINGS, baseCurrency: 'EUR' } }, NOTHING)
      .thenNothing());

  it('changes settings, the changed ones in the event', () => {
    const changing = registered.when(
      {
        type: 'ChangeSettings',
        fields: { timeZone: 'Europe/London', theme: 'system', breakevenTolerance: { USD: exactly('5') } },
      },
      NOTHING,
    );
    changing.then([
      {
        type: 'SettingsChanged',
        data: {
          changes: {
            timeZone: { from: 'America/New_York', to: 'Europe/London' },
            breakevenTolerance: { from: {}, to: { USD: exactly('5') } },
          },
        },
      },
    ]);
    changing.thenState({
      status: 'registered',
      settings: { ...DEFAULT_SETTINGS, timeZone: 'Europe/London', breakevenTolerance: { USD: exactly('5') } },
    });
  });

  it('changes nothing where nothing is different', () => {
    registered
      .when({ type: 'ChangeSettings', fields: { ...DEFAULT_SETTINGS, breakevenTolerance: {} } }, NOTHING)
      .thenNothing();
    registered.when({ type: 'ChangeSettings', fields: {} }, NOTHING).thenNothing();
  });

  it('has no settings to change before registering', () =>
    given(member, [])
      .when({ type: 'ChangeSettings', fields: { theme: 'dark' } }, NOTHING)
      .thenRefused('not-found'));
});

describe('taking settings back', () => {
  const changed = (from: 'system' | 'dark' | 'light', to: 'system' | 'dark' | 'light'): MemberEvent => ({
    type: 'SettingsChanged',
    data: { changes: { theme: { from, to } } },
  });
  const undo = (events: readonly MemberEvent[], streamVersion: number) =>
    given(member, events).when({ type: 'Undo', streamVersion }, { undoing: undoingOf(member, events, streamVersion) });

  it('gives the old ones back, unless they were changed again', () => {
    undo([REGISTERED, changed('system', 'dark')], 2).then([changed('dark', 'system')]);
    undo([REGISTERED, changed('system', 'dark'), changed('dark', 'light')], 2).thenRefused('changed-since', ['theme']);
  });

  it('ends where the ledger begins', () => {
    undo([REGISTERED], 1).thenRefused('cannot-undo');
    undo([REGISTERED], 2).thenRefused('not-found');
  });
});

it('tolerates nothing in a currency that no tolerance was set for', () => {
  const settings = { ...DEFAULT_SETTINGS, breakevenTolerance: { USD: exactly('5') } };
  expect(toleranceOf(settings, 'USD')).toBe('5');
  expect(toleranceOf(settings, 'EUR')).toBe('0');
});
