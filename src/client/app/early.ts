import { trustOwnScripts } from './trusted-scripts.ts'

/*
 * Imported before anything else. The browser opens its storage when it is first asked for anything in it, which takes a
 * tablet longer than our scripts: asked for the names of its databases now, it works on that while they are evaluated.
 */
if ('indexedDB' in globalThis) void indexedDB.databases?.().catch(() => undefined)

// Before the first worker is started: without it the page’s own policy lets none start.
trustOwnScripts()
