import { exactly } from '../money/decimal.js';
import { given } from '../testing/given.js';
import { DEFAULT_SETTINGS, member, toleranceOf } from './member.js';
import type { MemberEvent } from './member.js';

const REGISTERED: MemberEvent = { type: 'UserRegistered', data: DEFAULT_SETTINGS };
const registered = given(member, [REGISTERED]);

describe('a member', () => {
  it('registers with the settings at hand', () =>
    given(member, []).when({ type: 'RegisterUser', settings: DEFAULT_SETTINGS }, null).then([REGISTERED]));

  it('registers once, whatever is asked again', () =>
    registered
      .when({ type: 'RegisterUser', settings: { ...DEFAULT_SETTINGS, baseCurrency: 'EUR' } }, null)
      .thenNothing());

  it('changes settings, the changed ones in the event', () => {
    const changing = registered.when(
      {
        type: 'ChangeSettings',
        fields: { timeZone: 'Europe/London', theme: 'system', breakevenTolerance: { USD: exactly('5') } },
      },
      null,
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
      .when({ type: 'ChangeSettings', fields: { ...DEFAULT_SETTINGS, breakevenTolerance: {} } }, null)
      .thenNothing();
    registered.when({ type: 'ChangeSettings', fields: {} }, null).thenNothing();
  });

  it('has no settings to change before registering', () =>
    given(member, [])
      .when({ type: 'ChangeSettings', fields: { theme: 'dark' } }, null)
      .thenRefused('not-found'));
});

it('tolerates nothing in a currency that no tolerance was set for', () => {
  const settings = { ...DEFAULT_SETTINGS, breakevenTolerance: { USD: exactly('5') } };
  expect(toleranceOf(settings, 'USD')).toBe('5');
  expect(toleranceOf(settings, 'EUR')).toBe('0');
});
