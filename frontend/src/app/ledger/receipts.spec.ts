import { TestBed } from '@angular/core/testing';
import { Component } from '@angular/core';
import { comeBack, MEMBER, openPage } from '../testing/render-page';
import { Commands } from '../http/commands';
import { Receipts } from './receipts';
import { Session } from '../session/session';

@Component({ selector: 'app-empty', template: `here` })
class Empty {}

const [one, two] = ['11'.repeat(32), '22'.repeat(32)];

async function open(member = MEMBER, session = {}) {
  localStorage.clear();
  const { server } = await openPage('/here', [{ path: 'here', component: Empty }], member, session);
  const receipts = TestBed.inject(Receipts);
  const command = async (version: number, hash: string, ledger?: string) => {
    const sent = TestBed.inject(Commands).send('POST', '/api/user/trades', {});
    await server.answer('POST', '/api/user/trades', { ledger: { version, hash } }, ledger);
    await sent;
  };
  const kept = () => receipts.own().map(({ version, hash }) => ({ version, hash }));
  return { server, receipts, command, kept };
}

test('another hash for a version that is known does not take the place of the first, and raises the alarm', async () => {
  const { receipts, command, kept } = await open();
  await command(4, one);
  await command(5, one);
  expect(receipts.alarm()).toBe(false);
  await command(5, two);
  const [first, second] = [
    { version: 5, hash: one },
    { version: 5, hash: two },
  ];
  expect(kept()).toEqual([{ version: 4, hash: one }, first, second]);
  expect(receipts.contradictions()).toMatchObject([[first, second]]);
  expect(receipts.alarm()).toBe(true);
});

test('the alarm ends once its member has taken note, and begins again with the next contradiction', async () => {
  const { receipts, command } = await open();
  for (const [version, hash] of [
    [5, one],
    [5, two],
  ] as const)
    await command(version, hash);
  receipts.note();
  expect([receipts.alarm(), receipts.contradictions().length]).toEqual([false, 1]);
  await command(6, two);
  expect(receipts.alarm()).toBe(false);
  await command(6, one);
  expect([receipts.alarm(), receipts.contradictions().length]).toEqual([true, 2]);
});

test('they survive signing out, and another member on the same browser does not see them', async () => {
  const { server, receipts, command, kept } = await open();
  await command(5, one);
  const signOut = async () => {
    const left = TestBed.inject(Session).signOut('here');
    await server.answer('POST', '/api/auth/logout', {});
    await left;
  };
  await signOut();
  expect(kept()).toEqual([]);
  await comeBack(server, '/here', { ...MEMBER, dbUserId: 'another' });
  expect([kept(), receipts.alarm()]).toEqual([[], false]);
  await signOut();
  await comeBack(server, '/here');
  expect(kept()).toEqual([{ version: 5, hash: one }]);
});

test('what another tab turned to the demo meanwhile answers is none of the own ledger', async () => {
  const { command, kept } = await open();
  await command(5, one);
  await command(5, two, 'the demo');
  expect(kept()).toEqual([{ version: 5, hash: one }]);
});

test('a demo has none', async () => {
  const { command, kept } = await open(MEMBER, { demo: true });
  await command(5, one);
  expect([kept(), localStorage.length]).toEqual([[], 0]);
});
