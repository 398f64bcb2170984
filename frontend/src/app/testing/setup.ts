import { getTestBed } from '@angular/core/testing';
import { configure } from '@testing-library/dom';
import { BrowserTestingModule, platformBrowserTesting } from '@angular/platform-browser/testing';

getTestBed().initTestEnvironment(BrowserTestingModule, platformBrowserTesting(), {
  errorOnUnknownElements: true,
  errorOnUnknownProperties: true,
});

// jsdom lays nothing out, so there are no sizes to tell of.
globalThis.ResizeObserver ??= class {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
};

configure({
  // What could not be found, without the whole page after it.
  getElementError: (message) => new Error(message?.split('\n')[0]),
  // A busy machine is slow, and a test that fails for that tells nothing.
  asyncUtilTimeout: 4_000,
});
