import { Router } from '@angular/router';
import { TestBed } from '@angular/core/testing';
import { vi } from 'vitest';
import { screen, within } from '@testing-library/angular';
import { openPage, settled } from '../testing/render-page';
import { pageOf } from '../testing/samples';
import { hideAmounts } from '../ui/format/money';
import { WebhookList } from './webhook-list';
import { WebhookPage } from './webhook-page';

const WEBHOOKS = '/api/user/webhooks';
const WEBHOOK = {
  id: '01900000-0000-7000-8000-00000000000a',
  url: 'https://example.com/hooks',
  events: ['trade.closed', 'day.closed'],
  status: 'working',
  problem: null as string | null,
  waiting: 0,
  createdAt: '2026-03-01T15:00:00.000Z',
};
const DELIVERY = {
  ...{ id: '01900000-0000-7000-8000-00000000000b', type: 'trade.closed', status: 'sent', attempts: 1, answered: 204 },
  ...{ problem: null as string | null, body: '{"type":"trade.closed","data":{"version":7}}' },
  ...{ createdAt: '2026-03-01T15:00:00.000Z', triedAt: '2026-03-01T15:00:02.000Z' },
};
const DELIVERIES = `${WEBHOOKS}/${WEBHOOK.id}/deliveries`;
const SECRET = 'whsec_c2VjcmV0';

describe('the list', () => {
  async function open(items: readonly object[] = []) {
    const page = await openPage('/', [{ path: '', component: WebhookList }]);
    await page.server.answer('GET', WEBHOOKS, { items });
    return page;
  }

  test('says of each where it leads, what it is told, how it stands and why', async () => {
    await open([
      WEBHOOK,
      { ...WEBHOOK, id: 'b', events: ['day.closed'], status: 'failing', problem: 'It answered 500.' },
    ]);
    const [first, second] = within(screen.getByRole('list', { name: 'Webhooks' })).getAllByRole('listitem');
    expect(first?.textContent).toMatch(/https:\/\/example\.com\/hooks\s*On\s*Trade closed, Day closed/);
    expect(second?.textContent).toMatch(/Failing\s*Day closed\s*It answered 500\./);
    expect(within(first!).getByRole('link').getAttribute('href')).toBe(`/settings/webhooks/${WEBHOOK.id}`);
  });

  test('a new one asks for an address and events, and shows its secret once, to copy', async () => {
    const { user, server } = await open();
    await user.click(screen.getByRole('button', { name: 'New webhook…' }));
    const form = within(screen.getByRole('form', { name: 'New webhook' }));
    await user.type(form.getByLabelText('Address'), ' https://example.com/hooks ');
    await user.click(form.getByRole('checkbox', { name: /^Day closed/ }));
    await user.click(form.getByRole('button', { name: 'Create webhook' }));
    const { request } = await server.answer('POST', WEBHOOKS, { ...WEBHOOK, secret: SECRET });
    expect(request.body).toEqual({ url: 'https://example.com/hooks', events: ['trade.closed'] });
    await server.answer('GET', WEBHOOKS, { items: [WEBHOOK] });
    const made = within(screen.getByRole('region', { name: 'New webhook' }));
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await user.click(made.getByRole('button', { name: 'Copy secret' }));
    expect(written).toHaveBeenCalledWith(SECRET);
    await user.click(made.getByRole('button', { name: 'Done' }));
    expect(screen.queryByText(SECRET)).toBeNull();
  });

  test('what is missing, and what the server refuses, is told at its field', async () => {
    const { user, server } = await open();
    await user.click(screen.getByRole('button', { name: 'New webhook…' }));
    const form = within(screen.getByRole('form', { name: 'New webhook' }));
    for (const box of form.getAllByRole('checkbox')) await user.click(box);
    const submit = () => user.click(form.getByRole('button', { name: 'Create webhook' }));
    await submit();
    expect(form.getByText('Enter an address.')).toBeTruthy();
    expect(form.getByText('Choose at least one event.')).toBeTruthy();
    expect(server.waiting('POST', WEBHOOKS)).toBe(0);
    await user.click(form.getByRole('checkbox', { name: /^Trade closed/ }));
    await user.type(form.getByLabelText('Address'), 'https://10.0.0.1/');
    await submit();
    const message = 'The address is not public.';
    await server.refuse('POST', WEBHOOKS, { status: 422, errors: [{ field: 'url', message }] });
    expect(form.getByText(message)).toBeTruthy();
  });

  test('offers no more than there can be', async () => {
    await open(['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...WEBHOOK, id })));
    expect(screen.queryByRole('button', { name: 'New webhook…' })).toBeNull();
    expect(screen.getByText('There can be 5 webhooks.')).toBeTruthy();
  });
});

describe('the page of one', () => {
  async function open(webhook: object = WEBHOOK, deliveries: readonly object[] = [DELIVERY]) {
    const routes = [{ path: 'settings/webhooks/:id', component: WebhookPage }];
    const page = await openPage(`/settings/webhooks/${WEBHOOK.id}`, routes);
    const read = async (now: object = webhook) => {
      await page.server.answer('GET', WEBHOOKS, { items: [now] });
      await page.server.answer('GET', DELIVERIES, pageOf(...deliveries));
    };
    await read();
    return { ...page, read };
  }

  test('says what became of each delivery', async () => {
    const waiting = {
      ...DELIVERY,
      id: 'c',
      status: 'waiting',
      attempts: 2,
      answered: 500,
      problem: 'It answered 500.',
    };
    const failed = { ...waiting, id: 'd', type: 'day.closed', status: 'failed' };
    await open(WEBHOOK, [
      { ...waiting, id: 'e', attempts: 0, problem: null, triedAt: null },
      waiting,
      failed,
      DELIVERY,
    ]);
    const lines = within(screen.getByRole('list', { name: 'Deliveries' })).getAllByRole('listitem');
    const said = ['Waiting', 'Tried 2 times. It answered 500.', 'Given up. It answered 500.', 'Arrived, answered 204'];
    expect(lines.map((line, nth) => line.textContent.includes(said[nth]!))).toEqual([true, true, true, true]);
    expect(lines[3]?.querySelector('pre')?.textContent).toContain('"version": 7');
  });

  test('hides its messages while amounts are hidden', async () => {
    hideAmounts(true);
    try {
      await open();
      expect(screen.getByText('The message is hidden, as amounts are.')).toBeTruthy();
      expect(document.body.textContent).not.toContain('"version"');
    } finally {
      hideAmounts(false);
    }
  });

  test('sends one again', async () => {
    const { user, server, read } = await open();
    await user.click(screen.getByRole('button', { name: /^Send again: Trade closed/ }));
    await server.answer('POST', `${DELIVERIES}/${DELIVERY.id}/send`, { ...DELIVERY, status: 'waiting' });
    await read();
    expect(screen.getByRole('list', { name: 'Deliveries' })).toBeTruthy();
  });

  test('is turned on again, and what is off sends nothing again', async () => {
    const { user, server, read } = await open({ ...WEBHOOK, status: 'off', problem: 'Nothing arrived for a day.' });
    expect(screen.getByText('Nothing arrived for a day.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Send again/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Turn on' }));
    const { request } = await server.answer('PATCH', `${WEBHOOKS}/${WEBHOOK.id}`, WEBHOOK);
    expect(request.body).toEqual({ enabled: true });
    await read(WEBHOOK);
    expect(screen.getByRole('button', { name: 'Turn off' })).toBeTruthy();
  });

  test('is removed once that is confirmed', async () => {
    const { user, server } = await open();
    await user.click(screen.getByRole('button', { name: 'Remove webhook' }));
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    await server.answer('DELETE', `${WEBHOOKS}/${WEBHOOK.id}`, WEBHOOK);
    await settled();
    expect(TestBed.inject(Router).url).toBe('/settings#webhooks');
  });

  test('that is gone says so', async () => {
    await open({ ...WEBHOOK, id: 'another' }, []);
    expect(screen.getByText(/There is no such webhook/)).toBeTruthy();
  });
});
