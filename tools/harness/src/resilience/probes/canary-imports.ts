import { setTimeout } from 'node:timers/promises';
import { ordersFile, ORDERS_ZONE } from '../orders-file.js';
import { filesForm } from './sent-body.js';
import type { FormFile, Send } from './sent-body.js';

const IMPORTS = '/api/user/imports';

/** One is only previewed, one was taken back, and two are carried out, of which one is of no known broker. */
export async function importFiles(send: Send, account: string): Promise<readonly string[]> {
  const previewed = await upload(send, account, orders(0));
  const undone = await upload(send, account, orders(1));
  await carryOut(send, undone);
  await send('POST', `${IMPORTS}/${undone}/undo`);
  const imported = await upload(send, account, orders(2));
  await carryOut(send, imported);
  const mapped = await upload(send, account, TABLE);
  await send('PATCH', `${IMPORTS}/${mapped}`, { mapping: MAPPING });
  await carryOut(send, mapped);
  return [previewed, imported, undone, mapped];
}

function orders(nth: number): FormFile {
  const prices = [`7${nth}40.4747`, `7${nth}47.4047`] as const;
  return ordersFile(`canary-${nth}.csv`, [{ symbol: `NASDAQ:CANARYFILE${nth}`, prices, key: `canary-order-${nth}` }]);
}

const TABLE: FormFile = {
  name: 'canary-table.csv',
  text: 'Canary what,Canary pieces,Canary paid,Canary when\nCANARYTABLE,4,7047.4747,2026-01-06 11:00:00',
};
const MAPPING = {
  ...{ rows: 'fills', assetType: 'stock', symbol: 'Canary what' },
  ...{ quantity: 'Canary pieces', price: 'Canary paid', date: 'Canary when' },
};

async function upload(send: Send, accountId: string, file: FormFile): Promise<string> {
  const form = filesForm({ accountId, timeZone: ORDERS_ZONE }, [file]);
  return ((await send('POST', IMPORTS, form)) as { id: string }).id;
}

async function carryOut(send: Send, id: string): Promise<void> {
  await send('POST', `${IMPORTS}/${id}/confirm`);
  for (;;) {
    const { status } = (await send('GET', `${IMPORTS}/${id}`)) as { status: string };
    if (status === 'imported') return;
    if (status !== 'importing') throw new Error(`The import is ${status}.`);
    await setTimeout(20);
  }
}
