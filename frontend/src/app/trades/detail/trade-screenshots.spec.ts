import { fireEvent, screen } from '@testing-library/angular';
import { openPage, settled } from '../../testing/render-page';
import { aTrade, anAccount, pageOf } from '../../testing/samples';
import { TradePage } from './trade-page';

const SCREENSHOTS = '/api/user/trades/t1/screenshots';
const SHOT = { id: 's1', width: 800, height: 500, bytes: 1234, createdAt: '2026-01-05T21:00:00.000Z' };

async function openTrade(...screenshots: object[]) {
  const page = await openPage('/trades/t1', [{ path: 'trades/:id', component: TradePage }]);
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  await page.server.answer('GET', '/api/user/trades/t1', aTrade());
  await page.server.answer('GET', SCREENSHOTS, pageOf(...screenshots));
  return page;
}

function picture(type = 'image/png', bytes = 10): File {
  return new File([new Uint8Array(bytes)], 'chart.png', { type });
}

test('a pasted picture is sent as it is, and shown once it is kept', async () => {
  const { server } = await openTrade();
  fireEvent.paste(document.body, { clipboardData: { files: [picture()] } });
  await settled();
  expect(screen.getByRole('progressbar', { name: 'Uploading chart.png' })).toBeTruthy();
  const { request } = await server.answer('POST', SCREENSHOTS, SHOT);
  expect(request.headers.get('Content-Type')).toBe('image/png');
  expect(request.body).toBeInstanceOf(File);
  await server.answer('GET', SCREENSHOTS, pageOf(SHOT));
  expect(screen.getByRole('button', { name: 'View Screenshot 1 of AAPL' })).toBeTruthy();
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test.each([
  ['of another kind', picture('image/gif'), 'Use a PNG, JPEG or WebP image.'],
  ['that is too large', picture('image/png', 5 * 1024 * 1024 + 1), 'Images can be up to 5 MB.'],
])('a picture %s is not sent', async (_what, file, fault) => {
  const { server } = await openTrade();
  fireEvent.paste(document.body, { clipboardData: { files: [file] } });
  await settled();
  expect(screen.getByRole('alert').textContent).toContain(fault);
  expect(server.waiting('POST', SCREENSHOTS)).toBe(0);
});

test('what the server says against a picture is told beside its name', async () => {
  const { server } = await openTrade();
  fireEvent.paste(document.body, { clipboardData: { files: [picture()] } });
  await server.refuse('POST', SCREENSHOTS, { status: 422, title: 'Twenty are the most.' });
  expect(screen.getByRole('alert').textContent).toContain('Twenty are the most.');
});

test('a screenshot is viewed whole, and deleted there', async () => {
  const { user, server } = await openTrade(SHOT, { ...SHOT, id: 's2' });
  await user.click(screen.getByRole('button', { name: 'View Screenshot 1 of AAPL' }));
  await user.click(await screen.findByRole('button', { name: 'Next screenshot' }));
  expect(screen.getByRole('img', { name: 'Screenshot 2 of AAPL' }).getAttribute('src')).toBe(`${SCREENSHOTS}/s2`);
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  await server.answer('DELETE', `${SCREENSHOTS}/s2`, SHOT);
});

test('a screenshot that is deleted is gone at once, and back where that fails', async () => {
  const { user, server } = await openTrade(SHOT);
  await user.click(screen.getByRole('button', { name: 'View Screenshot 1 of AAPL' }));
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  const request = await server.asked('DELETE', `${SCREENSHOTS}/s1`);
  expect(screen.queryByRole('button', { name: 'View Screenshot 1 of AAPL' })).toBeNull();
  request.flush({ title: 'Away.' }, { status: 503, statusText: 'Away' });
  await server.answer('GET', SCREENSHOTS, pageOf(SHOT));
  expect(screen.getByRole('button', { name: 'View Screenshot 1 of AAPL' })).toBeTruthy();
});
