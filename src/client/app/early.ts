import { trustOwnScripts } from './trusted-scripts.ts'

/*
 * Imported before anything else. The browser opens its storage when it is first asked for anything in it, which takes a
 * tablet longer than our scripts: asked for the names of its databases now, it works on that while they are evaluated.
 */
const asked: Promise<readonly IDBDatabaseInfo[]> =
  'indexedDB' in globalThis ? (indexedDB.databases?.() ?? Promise.resolve([])) : Promise.resolve([])

/** What databases there are; none where the browser does not say. */
export const databaseNames: Promise<readonly (string | undefined)[]> = asked.then(
  (found) => found.map(({ name }) => name),
  () => [],
)

// Before the first worker is started: without it the page’s own policy lets none start.
trustOwnScripts()
