import { DOCUMENT, inject, isDevMode, ɵɵtrustConstantResourceUrl } from '@angular/core';

/**
 * Lets the application open without a connection. Browsers take the address of a worker only as a trusted one, which
 * Angular's policy makes of a constant, and of nothing else. Where a browser has no workers, it goes without.
 */
export function registerServiceWorker(): void {
  const workers = inject(DOCUMENT).defaultView?.navigator.serviceWorker;
  if (isDevMode() || !workers) return;
  const address = ɵɵtrustConstantResourceUrl`/service-worker.js`;
  workers.register(address as string).catch(() => undefined);
}
