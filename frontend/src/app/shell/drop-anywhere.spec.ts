import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { fireEvent, screen } from '@testing-library/angular';
import { openPage, settled } from '../testing/render-page';
import { DroppedFiles } from '../ui/dropped-files';
import { Shell } from './shell';

@Component({
  selector: 'app-with-area',
  template: `<p (dragover)="$event.preventDefault()" (drop)="$event.preventDefault()">Own files here</p>`,
})
class WithArea {}

const files = [new File(['Id,PnL'], 'trades.csv')];
const dragged = { dataTransfer: { types: ['Files'], files } };
const overlay = () => screen.queryByText('Drop to import');

async function openShell(url = '/trades') {
  const children = [{ path: 'trades', component: WithArea, data: { past: true } }];
  return openPage(url, [{ path: '', component: Shell, children }]);
}

async function drag(onto: Element | Document, what: object = dragged) {
  fireEvent.dragOver(onto, what);
  await settled();
}

test('a file that is dropped anywhere goes to the import', async () => {
  await openShell();
  await drag(document.body);
  expect(overlay()).toBeTruthy();
  fireEvent.drop(document.body, dragged);
  await settled();
  expect(overlay()).toBeNull();
  expect(TestBed.inject(Router).url).toBe('/import');
  expect(TestBed.inject(DroppedFiles).take()).toEqual(files);
});

test('what is dragged out of the window again leaves nothing', async () => {
  await openShell();
  await drag(document.body);
  fireEvent(document.body, new MouseEvent('dragleave', { bubbles: true, relatedTarget: document.documentElement }));
  await settled();
  expect(overlay()).toBeTruthy();
  fireEvent(document.body, new MouseEvent('dragleave', { bubbles: true }));
  await settled();
  expect(overlay()).toBeNull();
});

test('a part of the page that takes files itself keeps them', async () => {
  await openShell();
  await drag(screen.getByText('Own files here'));
  expect(overlay()).toBeNull();
  fireEvent.drop(screen.getByText('Own files here'), dragged);
  await settled();
  expect(TestBed.inject(Router).url).toBe('/trades');
});

test.each([
  ['text', '/trades', () => ({ dataTransfer: { types: ['text/plain'], files: [] } })],
  [
    'a picture of the page itself',
    '/trades',
    () => {
      fireEvent.dragStart(document.body);
      return dragged;
    },
  ],
  ['a file over the past, which nothing is added to', '/trades?asOf=3', () => dragged],
  [
    'a file behind a dialog',
    '/trades',
    () => {
      const dialog = document.createElement('div');
      dialog.setAttribute('aria-modal', 'true');
      document.body.append(dialog);
      return dragged;
    },
  ],
])('%s is not taken', async (_what, url, what) => {
  await openShell(url);
  await drag(document.body, what());
  expect(overlay()).toBeNull();
  document.querySelector('[aria-modal]')?.remove();
});
