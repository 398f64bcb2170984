import { ApplicationRef, Component, createComponent, inject } from '@angular/core';
import { render, screen } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { Shortcuts } from './shortcuts';

const done: string[] = [];
const shortcut = (keys: string, does: string) => ({ keys, does, run: () => done.push(does) });

@Component({
  selector: 'app-some-page',
  template: `
    <button type="button">Button</button>
    <label>Notes <textarea></textarea></label>
    <label>Check <input type="checkbox" /></label>
  `,
})
class SomePage {
  constructor() {
    inject(Shortcuts).offer(shortcut('n', 'new'), shortcut('g d', 'dashboard'), shortcut('?', 'help'));
  }
}

@Component({ selector: 'app-above', template: '' })
class Above {
  constructor() {
    inject(Shortcuts).offer(shortcut('n', 'newer'));
  }
}

async function onPage() {
  done.length = 0;
  return { user: userEvent.setup(), page: await render(SomePage) };
}

test('a key does what was offered, and two after each other do', async () => {
  const { user } = await onPage();
  await user.keyboard('ngd?');
  expect(done).toEqual(['new', 'dashboard', 'help']);
});

test('a first key without its second leaves the next key as it is', async () => {
  const { user } = await onPage();
  await user.keyboard('gnd');
  expect(done).toEqual(['new']);
});

test('keys are silent while one types, with Ctrl, Alt or Meta, and behind a dialog', async () => {
  const { user } = await onPage();
  await user.type(screen.getByLabelText('Notes'), 'n?');
  await user.click(screen.getByRole('button'));
  await user.keyboard('{Control>}n{/Control}{Alt>}n{/Alt}{Meta>}n{/Meta}');
  const dialog = document.createElement('div');
  dialog.setAttribute('aria-modal', 'true');
  document.body.append(dialog);
  await user.keyboard('n');
  dialog.remove();
  expect(done).toEqual([]);
  await user.click(screen.getByLabelText('Check'));
  await user.keyboard('n');
  expect(done).toEqual(['new']);
});

test('what a page offers goes with the page, and before what was offered earlier', async () => {
  const { user, page } = await onPage();
  const { injector } = page.fixture.debugElement.injector.get(ApplicationRef);
  const above = createComponent(Above, { environmentInjector: injector });
  await user.keyboard('n');
  above.destroy();
  await user.keyboard('n');
  expect(done).toEqual(['newer', 'new']);
  page.fixture.destroy();
  expect(injector.get(Shortcuts).all()).toEqual([]);
});
