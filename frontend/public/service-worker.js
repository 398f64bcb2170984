/* global self, caches, fetch, Response, URL */

// Opens the application without a connection. A page is kept as it came, its headers with it: the nonce in its text is
// the one that its own policy names, so the two can only be stale together, and that only while nobody answers. What is
// kept carries nothing of a member; answers of the API are left alone.

const PAGE = 'page';
const FILES = 'files';
/** The build writes a digest into these names, so what is behind one of them never changes. */
const HASHED = /-(?=[\w-]*[A-Z0-9])[\w-]{8}\.\w+$/;

self.addEventListener('install', (event) => event.waitUntil(openPage('/').then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || /^\/api(\/|$)/.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(openPage(request));
  else if (HASHED.test(pathname)) event.respondWith(openFile(request));
});

/** Every address of the application is the same page. */
async function openPage(request) {
  const pages = await caches.open(PAGE);
  try {
    const answer = await fetch(request);
    if (!answer.ok || !answer.headers.get('Content-Type')?.startsWith('text/html')) return answer;
    const page = await withoutPreloads(answer);
    await keep(pages, page.clone());
    return page;
  } catch (error) {
    const kept = await pages.match('/');
    if (kept) return kept;
    throw error;
  }
}

/** What this worker answers itself, a page cannot preload: browsers throw such a preload away, and warn of it. */
async function withoutPreloads(page) {
  const html = (await page.text()).replaceAll(/<link rel="modulepreload"[^>]*>/g, '');
  const { status, statusText, headers } = page;
  return new Response(html, { status, statusText, headers });
}

/** With another version of the application, the files of the one before are no longer needed. */
async function keep(pages, page) {
  const before = await pages.match('/');
  if (before && filesOf(await before.text()) !== filesOf(await page.clone().text())) await caches.delete(FILES);
  await pages.put('/', page);
}

function filesOf(html) {
  return [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file).join();
}

async function openFile(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept;
  const file = await fetch(request);
  if (file.ok) await files.put(request, file.clone());
  return file;
}
