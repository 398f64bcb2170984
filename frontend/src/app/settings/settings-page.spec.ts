import { HttpEventType } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { vi } from 'vitest';
import { DEFAULT_PREFERENCES } from '@singularity/contract';
import { screen, within } from '@testing-library/angular';
import { SESSION_URL, Session } from '../session/session';
import { MEMBER, comeBack, openPage, settled } from '../testing/render-page';
import { anAccount, pageOf, receipted } from '../testing/samples';
import { SettingsPage } from './settings-page';

const SETTINGS = '/api/user/settings';
const PREFERENCES = '/api/user/preferences';
const SESSIONS = '/api/user/sessions';

function open() {
  return openPage('/settings', [{ path: 'settings', component: SettingsPage }]);
}

function themeNow(): string {
  return TestBed.inject(Session).settings().theme;
}

test('each section has its place in the address, and the navigation says which one is read', async () => {
  const { user } = await open();
  const sections = within(screen.getByRole('navigation', { name: 'Sections' }));
  await user.click(sections.getByRole('link', { name: 'Trading' }));
  await settled();
  expect(TestBed.inject(Router).url).toBe('/settings#trading');
  expect(sections.getByRole('link', { name: 'Trading' }).getAttribute('aria-current')).toBe('true');
  const trading = within(screen.getByRole('region', { name: 'Trading' }));
  expect(trading.getByRole('heading', { name: 'Default fees' })).toBeTruthy();
  await TestBed.inject(Router).navigateByUrl('/settings#storage');
  await settled();
  expect(sections.getByRole('link', { name: 'Data' }).getAttribute('aria-current')).toBe('true');
  expect(sections.getByRole('link', { name: 'Trading' }).getAttribute('aria-current')).toBeNull();
});

test('a theme is there at once, and taken back when the server refuses it', async () => {
  const { user, server } = await open();
  await user.click(screen.getByRole('radio', { name: 'Light' }));
  expect(themeNow()).toBe('light');
  await server.refuse('PATCH', SETTINGS, { status: 503 });
  expect(themeNow()).toBe('system');
});

test('dates, the clock and the week are chosen, kept, and told by an example', async () => {
  const { user, server } = await open();
  await server.answer('GET', PREFERENCES, DEFAULT_PREFERENCES);
  const choose = async (question: string, answer: string) => {
    const group = within(screen.getByRole('radiogroup', { name: question }));
    await user.click(group.getByRole('radio', { name: answer }));
    const { request } = await server.answer('PUT', PREFERENCES, {});
    return request.body as object;
  };
  expect(await choose('Dates', 'ISO')).toMatchObject({ dateFormat: 'iso' });
  expect(await choose('Clock', '24-hour')).toMatchObject({ dateFormat: 'iso', clock: '24-hour' });
  expect(await choose('Week starts on', 'Monday')).toMatchObject({ weekStart: 'monday' });
  expect(await choose('Calendar', 'Five days')).toMatchObject({ calendarDays: 'weekdays' });
  const example = /^It is [A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d{2} [AP]M$/;
  expect(screen.getByText((_text, element) => example.test(element?.textContent.trim() ?? ''))).toBeTruthy();
});

test('choosing a theme does not throw away what is typed', async () => {
  const { user, server } = await open();
  const base = screen.getByLabelText<HTMLInputElement>('Base currency');
  await user.clear(base);
  await user.type(base, 'eur');
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  await server.answer('PATCH', SETTINGS, receipted({ ...MEMBER.settings, theme: 'dark', streamVersion: 2 }));
  expect(base.value).toBe('eur');
});

test('what another device changes is shown, but not over what is typed, and saving does not undo it', async () => {
  const { user, server } = await open();
  const heard = async (difference: Partial<typeof MEMBER.settings>) => {
    const refreshed = TestBed.inject(Session).refresh();
    await server.answer('GET', SESSION_URL, { user: { ...MEMBER, settings: { ...MEMBER.settings, ...difference } } });
    await refreshed;
    await settled();
  };
  const [zone, base] = ['Time zone', 'Base currency'].map((name) => screen.getByLabelText<HTMLInputElement>(name));
  await heard({ timeZone: 'Europe/Zurich', streamVersion: 2 });
  expect(zone?.value).toBe('Europe/Zurich');

  await user.clear(base!);
  await user.type(base!, 'eur');
  await heard({ timeZone: 'Europe/Vienna', streamVersion: 3 });
  expect([zone?.value, base?.value]).toEqual(['Europe/Zurich', 'eur']);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const saved = { ...MEMBER.settings, timeZone: 'Europe/Vienna', baseCurrency: 'EUR', streamVersion: 4 };
  const { request } = await server.answer('PATCH', SETTINGS, receipted(saved));
  expect(request.body).toEqual({ baseCurrency: 'EUR' });
  await settled();
  expect([zone?.value, base?.value]).toEqual(['Europe/Vienna', 'EUR']);
});

test('only what changed is saved', async () => {
  const { user, server } = await open();
  const zone = screen.getByLabelText('Time zone');
  await user.clear(zone);
  await user.type(zone, 'zur{ArrowDown}{Enter}');
  await user.click(screen.getByRole('button', { name: 'Add currency' }));
  await user.type(screen.getByLabelText('Amount'), '1.50');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const { request } = await server.answer(
    'PATCH',
    SETTINGS,
    receipted({ ...MEMBER.settings, timeZone: 'Europe/Zurich', streamVersion: 2 }),
  );
  expect(request.body).toEqual({ timeZone: 'Europe/Zurich', breakevenTolerance: { USD: '1.5' } });
  expect(TestBed.inject(Session).timeZone()).toBe('Europe/Zurich');
});

test.each([
  ['a negative tolerance', '-1', 'Enter zero or more.'],
  ['a tolerance of letters', 'some', 'Enter zero or more.'],
])('%s is told at its field', async (_name, typed, message) => {
  const { user, server } = await open();
  await user.click(screen.getByRole('button', { name: 'Add currency' }));
  await user.type(screen.getByLabelText('Amount'), typed);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByText(message)).toBeTruthy();
  expect(server.waiting('PATCH', SETTINGS)).toBe(0);
});

test('the ledger is verified on request, and the first broken entry is named', async () => {
  const { user, server } = await open();
  const verify = () => user.click(screen.getByRole('button', { name: 'Verify ledger' }));
  await verify();
  await server.answer('GET', '/api/user/ledger/verify', {
    ...{ valid: true, version: 12, hash: 'abc' },
    ...{ brokenAt: null, reason: null, redacted: 0 },
  });
  expect(screen.getByText(/all 12 entries match what was recorded/)).toBeTruthy();
  await verify();
  await server.answer('GET', '/api/user/ledger/verify', {
    ...{ valid: false, version: 12, hash: 'abc' },
    ...{ brokenAt: 5, reason: 'Entry 5 is missing.', redacted: 0 },
  });
  expect(screen.getByText('✗ Entry 5 is missing.')).toBeTruthy();
});

test('the digests of the last days are there to keep', async () => {
  const { server } = await open();
  // A day of digests begins at midnight in UTC: that is the evening before in New York.
  const digest = {
    day: '2026-03-02',
    signedAt: '2026-03-02T00:01:00.000Z',
    version: 12,
    hash: 'h',
    root: 'r',
    keyId: 'k',
  };
  await server.answer('GET', '/api/user/ledger/digests', { items: [digest], nextCursor: '2026-03-02' });
  const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'Mar 1, 2026, 7:01 PM' });
  expect(link.getAttribute('href')).toBe('/api/user/ledger/digests/2026-03-02');
  expect(screen.getByText('up to entry 12')).toBeTruthy();
});

test('before the first digest it is said when it comes', async () => {
  const { server } = await open();
  await server.answer('GET', '/api/user/ledger/digests', { items: [], nextCursor: null });
  expect(screen.getByText(/first digest will be ready within a day/)).toBeTruthy();
});

describe('storage', () => {
  const STORAGE = '/api/user/storage';
  const card = () => within(screen.getByRole('region', { name: 'Storage' }));

  test('says what is used, of how much, and by what', async () => {
    const { server } = await open();
    expect(card().getByText('Loading…')).toBeTruthy();
    const quotaBytes = 1_024_000_000;
    const bytes = { journalBytes: 12_340_000, screenshotBytes: 100_000_000, importBytes: 1_000_000 };
    await server.answer('GET', STORAGE, { ...bytes, quotaBytes });
    expect(card().getByText('113 MB')).toBeTruthy();
    expect(card().getByText(/of 1,024 MB used/)).toBeTruthy();
    expect(
      card()
        .getAllByRole('definition')
        .map(({ textContent }) => textContent),
    ).toEqual(['12.3 MB', '100 MB', '1 MB']);
    expect(card().queryByRole('status')).toBeNull();
  });

  test('without screenshots and files says so', async () => {
    const { server } = await open();
    await server.answer('GET', STORAGE, {
      journalBytes: 600,
      screenshotBytes: 0,
      importBytes: 0,
      quotaBytes: 1_000_000,
    });
    expect(
      card()
        .getAllByRole('definition')
        .map(({ textContent }) => textContent),
    ).toEqual(['1 KB', 'none', 'none']);
  });

  test('nearly full says what helps', async () => {
    const { server } = await open();
    await server.answer('GET', STORAGE, {
      journalBytes: 900_000,
      screenshotBytes: 0,
      importBytes: 0,
      quotaBytes: 1_000_000,
    });
    expect(card().getByRole('status').textContent).toContain('Delete screenshots');
  });

  test('that cannot be read can be asked for again', async () => {
    const { user, server } = await open();
    await server.refuse('GET', STORAGE, { status: 503 });
    await user.click(card().getByRole('button', { name: 'Try again' }));
    await server.answer('GET', STORAGE, {
      journalBytes: 5_000,
      screenshotBytes: 0,
      importBytes: 0,
      quotaBytes: 1_000_000,
    });
    expect(card().getByText(/of 1 MB used/)).toBeTruthy();
  });
});

test('a time zone that there is not is told at its field', async () => {
  const { user, server } = await open();
  const zone = screen.getByLabelText('Time zone');
  await user.clear(zone);
  await user.type(zone, 'Atlantis');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByText('Choose a time zone.')).toBeTruthy();
  expect(server.waiting('PATCH', SETTINGS)).toBe(0);
});

describe('preferences', () => {
  test('show at once, and are taken back when the server refuses them', async () => {
    const { user, server } = await open();
    await server.answer('GET', PREFERENCES, DEFAULT_PREFERENCES);
    const compact = screen.getByRole<HTMLInputElement>('radio', { name: 'Compact' });
    await user.click(compact);
    expect(compact.checked).toBe(true);
    const { request } = await server.refuse('PUT', PREFERENCES, { status: 503 });
    expect(request.body).toEqual({ ...DEFAULT_PREFERENCES, density: 'compact' });
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Comfortable' }).checked).toBe(true);
  });

  test('usual fees of an account are a sum or nothing; those of other accounts stay', async () => {
    const { user, server } = await open();
    const feePresets = { a1: '1', a2: '2', gone: '3' };
    await server.answer('GET', PREFERENCES, { ...DEFAULT_PREFERENCES, feePresets });
    const accounts = pageOf(anAccount(), anAccount({ id: 'a2', name: 'Futures' }));
    await server.answer('GET', '/api/user/accounts', accounts);
    await user.clear(screen.getByLabelText('Swing'));
    await user.clear(screen.getByLabelText('Futures'));
    await user.type(screen.getByLabelText('Futures'), '2*2.14{Enter}');
    const { request } = await server.answer('PUT', PREFERENCES, {});
    expect(request.body).toMatchObject({ feePresets: { a2: '4.28', gone: '3' } });
    expect(request.body.feePresets).not.toHaveProperty('a1');
  });

  test('a platform is added once, and removed', async () => {
    const { user, server } = await open();
    await server.answer('GET', PREFERENCES, { ...DEFAULT_PREFERENCES, platforms: ['Alpaca'] });
    const name = screen.getByLabelText('Platform name');
    await user.type(name, 'alpaca{Enter}');
    expect(screen.getByText('Already on the list.')).toBeTruthy();
    await user.clear(name);
    await user.type(name, 'Lime{Enter}');
    const added = await server.answer('PUT', PREFERENCES, {});
    expect(added.request.body).toMatchObject({ platforms: ['Alpaca', 'Lime'] });
    await user.click(screen.getByRole('button', { name: 'Remove Alpaca' }));
    const removed = await server.answer('PUT', PREFERENCES, {});
    expect(removed.request.body).toMatchObject({ platforms: ['Lime'] });
  });
});

describe('sessions', () => {
  const session = (id: string, device: string, current: boolean) => ({
    id,
    device,
    current,
    createdAt: '2026-01-05T14:30:00.000Z',
    expiresAt: '2026-01-12T14:30:00.000Z',
  });
  const two = pageOf(session('s1', 'Chrome on Windows', true), session('s2', 'Safari on iPhone', false));

  test('another browser is signed out, and the list is read again', async () => {
    const { user, server } = await open();
    await server.answer('GET', SESSIONS, two);
    const list = within(screen.getByRole('list', { name: 'Sessions' }));
    expect(list.getByText('This browser')).toBeTruthy();
    await user.click(list.getByRole('button', { name: /Safari on iPhone/ }));
    await server.answer('DELETE', `${SESSIONS}/s2`, session('s2', 'Safari on iPhone', false));
    await server.answer('GET', SESSIONS, pageOf(session('s1', 'Chrome on Windows', true)));
    expect(list.queryByText('Safari on iPhone')).toBeNull();
  });

  test('another browser is gone at once, and back where that fails', async () => {
    const { user, server } = await open();
    await server.answer('GET', SESSIONS, two);
    const list = within(screen.getByRole('list', { name: 'Sessions' }));
    await user.click(list.getByRole('button', { name: /Safari on iPhone/ }));
    expect(list.queryByText('Safari on iPhone')).toBeNull();
    await server.refuse('DELETE', `${SESSIONS}/s2`, { status: 503, title: 'The database is away.' });
    expect(list.getByText('Safari on iPhone')).toBeTruthy();
    expect(await screen.findByText('The database is away.')).toBeTruthy();
  });

  test('this browser is signed out as by the menu', async () => {
    const { user, server } = await open();
    await server.answer('GET', SESSIONS, two);
    await user.click(screen.getByRole('button', { name: /Chrome on Windows/ }));
    await server.answer('POST', '/api/auth/logout', {});
    expect(TestBed.inject(Session).member()).toBeNull();
  });
});

test('nobody is erased without having typed their name', async () => {
  const { user, server } = await open();
  expect(screen.queryByRole('button', { name: 'Delete everything' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Delete account…' }));
  const name = screen.getByLabelText(`Type ${MEMBER.username} to confirm`);
  await user.type(name, 'demo.two{Enter}');
  expect(screen.getByText('Does not match your username.')).toBeTruthy();
  expect(server.waiting('DELETE', '/api/user')).toBe(0);
  await user.clear(name);
  await user.type(name, `${MEMBER.username}{Enter}`);
  const { request } = await server.refuse('DELETE', '/api/user', { status: 503, detail: 'Not now.' });
  expect(request.body).toEqual({ confirm: MEMBER.username });
  expect(screen.getByText('Not now.')).toBeTruthy();
});

describe('everything in one file', () => {
  const EXPORT = '/api/user/export.zip';
  const saved: { name: string; blob: Blob }[] = [];
  const buttons = () => screen.getAllByRole<HTMLButtonElement>('button', { name: /Download everything|Preparing/ });

  beforeEach(() => {
    saved.length = 0;
    let last: Blob | undefined;
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => ((last = blob), 'blob:1'),
      revokeObjectURL: () => undefined,
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: last! });
    });
  });
  afterEach(() => vi.restoreAllMocks());

  test('is saved once it is here, and asked for once at a time, wherever', async () => {
    const { user, server } = await open();
    await user.click(screen.getByRole('button', { name: 'Delete account…' }));
    expect(buttons()).toHaveLength(2);
    await user.click(buttons()[1]!);
    expect(screen.queryByText('Does not match your username.')).toBeNull();
    expect(buttons().map((button) => button.disabled)).toEqual([true, true]);
    const erase = screen.getByRole<HTMLButtonElement>('button', { name: 'Delete everything' });
    expect(erase.disabled).toBe(true);
    const request = await server.asked('GET', EXPORT);
    request.event({ type: HttpEventType.DownloadProgress, loaded: 2_340_000 });
    await settled();
    expect(screen.getAllByText('2.3 MB so far')).toHaveLength(2);
    expect(saved).toEqual([]);
    request.flush(new Blob(['a zip']));
    await settled();
    expect(saved.map(({ name, blob }) => [name, blob.size])).toEqual([['singularity-export.zip', 5]]);
    expect(screen.getAllByText('✓ Downloaded')).toHaveLength(2);
    expect([...buttons(), erase].map((button) => button.disabled)).toEqual([false, false, false]);
  });

  test('is told where it fails, and can be asked for again', async () => {
    const { user, server } = await open();
    await user.click(buttons()[0]!);
    await server.lose('GET', EXPORT);
    expect(saved).toEqual([]);
    expect(screen.queryByText('✓ Downloaded')).toBeNull();
    expect(buttons()[0]!.disabled).toBe(false);
  });
});

describe('an archive that comes back', () => {
  const RESTORE = '/api/user/restore';
  const chooser = () => document.querySelector<HTMLInputElement>('input[type=file]')!;
  const archive = new File(['a zip'], 'singularity-export.zip', { type: 'application/zip' });
  const nothing = { accounts: 0, trades: 0, dayNotes: 0, screenshots: 0, refused: [] };

  test('is sent, told of while it goes up and while it is worked on, and what came of it is told', async () => {
    const { user, server } = await open();
    await server.answer('GET', PREFERENCES, DEFAULT_PREFERENCES);
    await user.upload(chooser(), archive);
    const request = await server.asked('POST', RESTORE);
    expect((request.request.body as FormData).get('file')).toMatchObject({ name: 'singularity-export.zip' });
    request.event({ type: HttpEventType.UploadProgress, loaded: 420, total: 1_000 });
    await settled();
    expect(screen.getByText('Uploading… 42%')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Restore from an archive' })).toBeNull();
    request.event({ type: HttpEventType.UploadProgress, loaded: 1_000, total: 1_000 });
    await settled();
    expect(screen.getByRole('progressbar', { name: /^Restoring…/ })).toBeTruthy();
    const refused = [{ id: 't1', message: 'AAPL, opened on 2026-01-05: Add at least one entry.' }];
    request.flush(receipted({ ...nothing, accounts: 1, trades: 12, refused }));
    await settled();
    expect(screen.getByText(/Restored 1 account, 12 trades, 0 day notes, 0 screenshots\./)).toBeTruthy();
    expect(screen.getByText('1 item could not be restored')).toBeTruthy();
    expect(screen.getByText(refused[0]!.message)).toBeTruthy();
    // What else came along is read again.
    await server.answer('GET', PREFERENCES, DEFAULT_PREFERENCES);
    const settings = { ...MEMBER.settings, theme: 'dark', streamVersion: 2 };
    await server.answer('GET', SESSION_URL, { user: { ...MEMBER, settings } });
    expect(themeNow()).toBe('dark');
  });

  test('is told in the server’s words where it is refused, and may be chosen again', async () => {
    const { user, server } = await open();
    await user.upload(chooser(), archive);
    const errors = [{ field: 'file', message: 'This archive was changed after it was made. Entry 4 is missing.' }];
    await server.refuse('POST', RESTORE, { status: 422, errors });
    expect(screen.getByRole('alert').textContent).toBe(errors[0]!.message);
    await user.upload(chooser(), archive);
    expect(screen.queryByRole('alert')).toBeNull();
    const detail = 'Your journal is not empty. Restore into an empty one, or delete it first.';
    await server.refuse('POST', RESTORE, { status: 409, detail });
    expect(screen.getByRole('alert').textContent).toBe(detail);
    await user.upload(chooser(), archive);
    await server.answer('POST', RESTORE, receipted(nothing));
    expect(screen.getByText(/Everything in it is already here\./)).toBeTruthy();
  });
});

test('what was typed outlives the session, in each of the forms', async () => {
  const { user, server } = await open();
  await server.answer('GET', PREFERENCES, DEFAULT_PREFERENCES);
  await server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  await user.clear(screen.getByLabelText('Base currency'));
  await user.type(screen.getByLabelText('Base currency'), 'eur');
  await user.type(screen.getByLabelText('Platform name'), 'Lightspeed');
  await user.type(screen.getByLabelText('Swing'), '1.25');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await server.refuse('PATCH', SETTINGS, { status: 401 });
  await settled();
  expect(screen.queryByLabelText('Base currency')).toBeNull();

  await comeBack(server, '/settings');
  await server.answer('GET', PREFERENCES, DEFAULT_PREFERENCES);
  await server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  const values = ['Base currency', 'Platform name', 'Swing'].map(
    (label) => screen.getByLabelText<HTMLInputElement>(label).value,
  );
  expect(values).toEqual(['eur', 'Lightspeed', '1.25']);
  await user.click(screen.getByRole('button', { name: 'Save fees' }));
  const { request } = await server.answer('PUT', PREFERENCES, DEFAULT_PREFERENCES);
  expect(request.body).toMatchObject({ feePresets: { a1: '1.25' } });
});
