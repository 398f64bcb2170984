import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  inject,
  provideBrowserGlobalErrorListeners,
  provideEnvironmentInitializer,
  provideZonelessChangeDetection,
} from '@angular/core';
import type { ApplicationConfig } from '@angular/core';
import {
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withPreloading,
  withRouterConfig,
} from '@angular/router';
import { routes } from './app.routes';
import { comeAgain } from './session/come-again';
import { keepHead } from './session/ledger-head';
import { Live } from './session/live';
import { reportMissedPage } from './session/outage';
import { PreloadWhenIdle } from './session/preloading';
import { keepReceipts } from './session/receipts';
import { leaveWhenRefused } from './session/refused';
import { registerServiceWorker } from './session/service-worker';
import { keepUnderWay } from './session/under-way';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideEnvironmentInitializer(registerServiceWorker),
    provideEnvironmentInitializer(() => void inject(Live)),
    // In place of a <base> element, which the content security policy forbids.
    { provide: APP_BASE_HREF, useValue: '/' },
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withNavigationErrorHandler(reportMissedPage),
      withPreloading(PreloadWhenIdle),
      withRouterConfig({ onSameUrlNavigation: 'reload' }),
    ),
    provideHttpClient(withInterceptors([leaveWhenRefused, keepHead, keepReceipts, keepUnderWay, comeAgain])),
  ],
};
