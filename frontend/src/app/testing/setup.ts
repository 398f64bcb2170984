import { configure } from '@testing-library/dom';
import { bringNoticeBar } from '../http/notices';

// jsdom lays nothing out, so there are no sizes to tell of.
globalThis.ResizeObserver ??= class {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
};

// jsdom hides popovers and opens none: here they are open.
const open = document.createElement('style');
open.textContent = '[popover] { display: block }';
document.head.append(open);

configure({
  // What could not be found, without the whole page after it.
  getElementError: (message) => new Error(message?.split('\n')[0]),
  // A busy machine is slow, and a test that fails for that tells nothing.
  asyncUtilTimeout: 12_000,
});

// A notice that is on its way comes before its test is over.
afterEach(async () => void (await bringNoticeBar()));
