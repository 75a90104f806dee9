import { cleanupOutdatedCaches, createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[] }

/*
 * Every file of one release, each checked against its hash: the install fails as a whole if one of them is missing or is
 * not what was built (a captive portal answers 200 with its own page). Until a release is whole, the one before serves.
 */
const release = [...self.__WB_MANIFEST]
precacheAndRoute(release, { cleanURLs: false })
cleanupOutdatedCaches()

// Any address of the app opens the app. What has an extension or belongs to the server is theirs to answer, also with 404.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/^\/api\//, /^\/assets\//, /\/[^/?]+\.[^/?]+(\?|$)/] }),
)

const packCache = 'palier-packs'

// A pack never changes under its name, so the first good copy is the last. Nothing of /api is ever kept here.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /^\/packs\/[^/]+\.json$/.test(url.pathname),
  async ({ request }) => {
    const cache = await caches.open(packCache)
    const kept = await cache.match(request)
    if (kept) return kept
    const answer = await fetch(request)
    if (answer.ok && !answer.redirected && isJson(answer)) await cache.put(request, answer.clone())
    return answer
  },
)

const isJson = (answer: Response): boolean => /\bjson\b/.test(answer.headers.get('content-type') ?? '')

/** True in the first worker this device ever had. It may take the open page at once: there is no older code beside it. */
let first = false

self.addEventListener('install', () => {
  first = !self.registration.active
})

self.addEventListener('activate', (event) => {
  if (first) event.waitUntil(self.clients.claim())
})

// A new release waits until a person, whose forms are saved and whose sync is at rest, lets it in.
// A page that wants to leave the network asks which files this release is made of, to look for each in the cache itself.
self.addEventListener('message', (event) => {
  const asked = (event.data as { readonly type?: unknown } | null)?.type
  if (asked === 'SKIP_WAITING') void self.skipWaiting()
  if (asked === 'FILES') event.ports[0]?.postMessage(release.map((entry) => (typeof entry === 'string' ? entry : entry.url)))
})

/** What a browser with Background Sync tells once it has a network again. */
type NetworkEvent = ExtendableEvent & { readonly tag: string }

// The pages that are open send what waits. Without a page nothing is sent: a worker of an older release would write into a
// database that it does not know, and two that speak for one device would tell headquarters of a copy. The work lies in the
// outbox and the journal, and leaves when Palier is opened next.
self.addEventListener('sync' as 'message', (event) => {
  const { tag } = event as unknown as NetworkEvent
  if (tag === 'palier-sync') event.waitUntil(tellPages())
})

const tellPages = async (): Promise<void> => {
  for (const page of await self.clients.matchAll({ type: 'window', includeUncontrolled: true }))
    page.postMessage({ type: 'NETWORK' })
}
