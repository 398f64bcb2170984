import type {
  DayNoteAnswer,
  DayNoteCommandAnswer,
  HistoryEntry,
  NotedDaysAnswer,
  Page,
  UndoAnswer,
} from '@singularity/contract';
import type { Browser, Reply } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const path = (day: string) => `/api/user/days/${day}/note`;
const idOf = (day: string) => `00000000-0000-8000-8000-0000${day.replaceAll('-', '')}`;

async function wrote(day: string, notes: string | null): Promise<DayNoteCommandAnswer> {
  return good(await member.send('PUT', path(day), { notes }));
}

async function read<Answer = DayNoteAnswer>(address: string): Promise<Answer> {
  return good(await member.get(address));
}

function good<Answer>({ status, body, text }: Reply): Answer {
  if (status !== 200) throw new Error(text);
  return body as Answer;
}

const undo = (version: number) => member.send('POST', `/api/user/history/${version}/undo`);
const newest = async () => (await read<Page<HistoryEntry>>('/api/user/history?limit=1')).items[0];

describe('the note of a day', () => {
  it('is empty before it is written, on any day', async () =>
    expect(await read(path('2026-11-02'))).toEqual({
      id: idOf('2026-11-02'),
      day: '2026-11-02',
      notes: null,
      streamVersion: 0,
      updatedAt: null,
    }));

  it('is written, read and written again, upon the version that was seen', async () => {
    const { ledger, ...first } = await wrote('2026-11-03', 'Waited for the open.');
    expect(first).toMatchObject({ day: '2026-11-03', notes: 'Waited for the open.', streamVersion: 1 });
    expect(await newest()).toMatchObject({ version: ledger.version, hash: ledger.hash });
    const reply = await member.get(path('2026-11-03'));
    expect(reply).toMatchObject({ status: 200, body: first, headers: { etag: '"1"' } });
    const upon = (version: number, notes: string) =>
      member.send('PUT', path('2026-11-03'), { notes }, { 'If-Match': `"${version}"` });
    expect(await upon(1, 'Waited, and left early.')).toMatchObject({ status: 200, body: { streamVersion: 2 } });
    expect(await upon(1, 'Mine.')).toMatchObject({
      status: 412,
      body: { expectedStreamVersion: 1, currentStreamVersion: 2 },
    });
  });

  it('records nothing where nothing is different, also of a day that never had one', async () => {
    const { ledger } = await wrote('2026-11-04', 'Same.');
    expect(await wrote('2026-11-04', 'Same.')).toMatchObject({ streamVersion: 1, ledger });
    expect(await wrote('2026-11-05', ' \n')).toMatchObject({ notes: null, streamVersion: 0, ledger });
  });

  it('answers a retry with the first answer', async () => {
    const key = { 'Idempotency-Key': 'note-once' };
    const write = (notes: string) => member.send('PUT', path('2026-11-06'), { notes }, key);
    const first = await write('Once.');
    await wrote('2026-11-06', 'Changed since.');
    expect((await write('Once.')).body).toEqual(first.body);
    expect(await write('Twice.')).toMatchObject({ status: 422 });
    expect(await read(path('2026-11-06'))).toMatchObject({ notes: 'Changed since.' });
  });

  it('is told in history with what stood before, taken back and done again', async () => {
    await wrote('2026-11-09', 'First.');
    const { ledger } = await wrote('2026-11-09', 'Second.');
    expect(await newest()).toMatchObject({
      version: ledger.version,
      type: 'DayNoteWritten',
      stream: { type: 'day', id: idOf('2026-11-09') },
      subject: { type: 'day', day: '2026-11-09' },
      changes: [{ field: 'notes', from: 'First.', to: 'Second.' }],
      effect: null,
    });
    const { items } = await read<Page<HistoryEntry>>('/api/user/days/2026-11-09/history');
    expect(items.map(({ streamVersion }) => streamVersion)).toEqual([2, 1]);
    expect(await member.get('/api/user/days/2026-11-08/history')).toMatchObject({ status: 404 });
    const undone = good<UndoAnswer>(await undo(ledger.version));
    expect(await read(path('2026-11-09'))).toMatchObject({ notes: 'First.', streamVersion: 3 });
    good(await undo(undone.undoneBy ?? 0));
    expect(await read(path('2026-11-09'))).toMatchObject({ notes: 'Second.', streamVersion: 4 });
  });

  it('is not taken back where it was written again since', async () => {
    const { ledger } = await wrote('2026-11-10', 'First.');
    await wrote('2026-11-10', 'Second.');
    expect(await undo(ledger.version)).toMatchObject({ status: 409, body: { errors: [{ field: 'notes' }] } });
  });

  it('stands in the past as it stood then', async () => {
    const { ledger } = await wrote('2026-11-11', 'Then.');
    await wrote('2026-11-11', 'Now.');
    const asOf = (version: number) => read(`${path('2026-11-11')}?asOfVersion=${version}`);
    expect(await asOf(ledger.version)).toMatchObject({ notes: 'Then.', streamVersion: 1 });
    expect(await asOf(ledger.version - 1)).toMatchObject({ notes: null, streamVersion: 0, updatedAt: null });
  });

  it.each([
    [{}, 'notes'],
    [{ notes: 7 }, 'notes'],
    [{ notes: 'x'.repeat(20_001) }, 'notes'],
    [{ notes: 'a', day: '2026-01-01' }, 'day'],
  ])('with %j is refused', async (body, field) =>
    expect(await member.send('PUT', path('2026-11-12'), body)).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    }),
  );

  it.each(['2026-02-30', '26-11-23', 'today', '1899-01-01'])('of %s is not there', async (day) => {
    expect(await member.get(path(day))).toMatchObject({ status: 404 });
    expect(await member.send('PUT', path(day), { notes: 'a' })).toMatchObject({ status: 404 });
  });
});

describe('the days that have a note', () => {
  it('are listed in order, those that were cleared left out, now and in the past', async () => {
    const two = await app.signIn('two');
    const write = async (day: string, notes: string | null) =>
      good<DayNoteCommandAnswer>(await two.send('PUT', path(day), { notes }));
    await write('2026-03-02', 'c');
    await write('2025-12-31', 'a');
    const { ledger } = await write('2026-01-01', 'b');
    await write('2026-01-01', null);
    const listed = async (query: string) => good<NotedDaysAnswer>(await two.get(`/api/user/days/notes?${query}`)).days;
    expect(await listed('')).toEqual(['2025-12-31', '2026-03-02']);
    expect(await listed('from=2026-01-01')).toEqual(['2026-03-02']);
    expect(await listed('to=2026-03-01')).toEqual(['2025-12-31']);
    expect(await listed('from=2026-03-02&to=2026-03-02')).toEqual(['2026-03-02']);
    expect(await listed(`asOfVersion=${ledger.version}`)).toEqual(['2025-12-31', '2026-01-01', '2026-03-02']);
    expect(await two.get('/api/user/days/notes?from=soon')).toMatchObject({ status: 422 });
  });
});
