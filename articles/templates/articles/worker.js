{% load hub static %}// Answers for saved articles where there is no connection. It keeps nothing by itself: offline.js keeps what is saved,
// asked for without cookies, so that nothing is kept which not everybody may see.

const SAVED = "gleaner-saved";
const OFFLINE = "{% hub_url 'offline' as address %}{{ address|escapejs }}";
const SCOPE = "{% hub_url 'home' as address %}{{ address|escapejs }}";
const PARTS = [
  "{% static 'cms/site.css' as file %}{{ file|escapejs }}",
  "{% static 'articles/saved.js' as file %}{{ file|escapejs }}",
  "{% static 'articles/programs.js' as file %}{{ file|escapejs }}",
  "{% static 'articles/offline.js' as file %}{{ file|escapejs }}",
  "{% static 'cms/fonts/source-serif-4-latin-wght-normal.woff2' as file %}{{ file|escapejs }}",
];

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SAVED);
    const page = await fetch(OFFLINE, { credentials: "omit" });
    if (page.ok && !page.redirected) await cache.put(OFFLINE, page);
    await Promise.allSettled(PARTS.map((part) => cache.add(part)));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname.startsWith(SCOPE)) event.respondWith(fetch(request).catch(() => kept(pathname)));
  } else if (["style", "script", "font", "image"].includes(request.destination)) {
    event.respondWith(fetch(request).catch(async () => (await match(pathname)) ?? Response.error()));
  }
});

async function kept(pathname) {
  return (await match(pathname)) ?? (await match(OFFLINE)) ?? Response.error();
}

async function match(pathname) {
  return (await caches.open(SAVED)).match(pathname, { ignoreSearch: true, ignoreVary: true });
}
