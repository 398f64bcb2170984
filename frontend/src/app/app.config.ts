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
import { outlivePage } from './http/outlive-page';
import { retryAfterInterceptor } from './http/retry-after.interceptor';
import { keepHead } from './session/ledger-head';
import { Live } from './session/live';
import { reportMissedPage } from './http/outage';
import { PreloadWhenIdle } from './session/preloading';
import { keepReceipts } from './ledger/receipts';
import { authErrorInterceptor } from './session/auth-error.interceptor';
import { registerServiceWorker } from './session/service-worker';
import { trackPendingCommands } from './http/pending-commands';

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
      withInMemoryScrolling({ anchorScrolling: 'enabled', scrollPositionRestoration: 'enabled' }),
      withNavigationErrorHandler(reportMissedPage),
      withPreloading(PreloadWhenIdle),
      withRouterConfig({ onSameUrlNavigation: 'reload' }),
    ),
    provideHttpClient(
      withInterceptors([
        authErrorInterceptor,
        keepHead,
        keepReceipts,
        trackPendingCommands,
        retryAfterInterceptor,
        outlivePage,
      ]),
    ),
  ],
};
