import { getTestBed } from '@angular/core/testing';
import { configure } from '@testing-library/dom';
import { BrowserTestingModule, platformBrowserTesting } from '@angular/platform-browser/testing';

getTestBed().initTestEnvironment(BrowserTestingModule, platformBrowserTesting(), {
  errorOnUnknownElements: true,
  errorOnUnknownProperties: true,
});

// What could not be found, without the whole page after it.
configure({ getElementError: (message) => new Error(message?.split('\n')[0]) });
