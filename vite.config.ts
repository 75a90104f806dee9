import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const out = 'dist'
const compressible = new Set(['.js', '.css', '.html', '.json', '.svg', '.webmanifest', '.txt'])

/** Writes `.br` and `.gz` beside each text file, last of all, so that the server sends the smallest without working for it. */
const compressed = (): Plugin => ({
  name: 'palier:compressed',
  apply: 'build',
  enforce: 'post',
  closeBundle: {
    order: 'post',
    sequential: true,
    handler() {
      // The worker is built by a build inside the build: only the outer one has seen everything, and it ends last.
      if (!existsSync(join(out, 'sw.js'))) return
      for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !compressible.has(extname(entry.name))) continue
        const path = join(entry.parentPath, entry.name)
        const plain = readFileSync(path)
        const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }
        writeFileSync(`${path}.br`, brotliCompressSync(plain, options))
        writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }))
      }
    },
  },
})

/**
 * What every screen stands on and few releases change: in a chunk of its own it keeps its hash, and a tablet on 2G does not
 * fetch it again with each release. Named one by one, so that a heavy format never slips into the first load.
 */
const base =
  /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|html-parse-stringify|void-elements|use-sync-external-store|wouter|regexparam|mitt|zustand|dexie|dexie-react-hooks)\//

/**
 * Few chunks, by who needs them: each is an entry of the worker's list and a request at a start. What the first screen needs
 * is one; the scoring screens with all they stand on another; each office feature one, and one for what they share.
 */
const groups = [
  { name: 'base', test: base, priority: 4 },
  { name: 'start', tags: ['$initial' as const], priority: 3 },
  { name: 'conflict', test: /src\/client\/features\/assess\/conflict\//, includeDependenciesRecursively: false, priority: 3 },
  { name: 'assess', test: /src\/client\/features\/assess\/[^/]+$/, priority: 2 },
  // The one line on the board that comes from elsewhere must not bring the offices' screens with it.
  {
    name: 'readiness',
    test: /src\/client\/(app\/readiness\.ts|shell\/use-readiness\.ts|shell\/readiness-panel\.module\.css)$/,
    includeDependenciesRecursively: false,
    priority: 2,
  },
  {
    name: 'sync',
    test: /src\/client\/(features\/sync\/|app\/(ledger|receipts|one-record|record-name|row-dispute|settle-row)\.ts$)/,
    includeDependenciesRecursively: false,
    priority: 2,
  },
  {
    name: 'office',
    test: /src\/(client\/(ui|shell|app)|core\/domain)\//,
    minShareCount: 2,
    includeDependenciesRecursively: false,
    priority: 1,
  },
  {
    debugName: 'features',
    name: (id: string) => /src\/client\/features\/(\w+)\//.exec(id)?.[1] ?? null,
    test: /src\/client\/features\//,
    includeDependenciesRecursively: false,
  },
]

/**
 * Lets the page fetch the words of the language it starts in together with the scripts that will ask for them. Another
 * language, once chosen, is fetched when it is asked for.
 */
const wordsAhead = (): Plugin => ({
  name: 'palier:words-ahead',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const words = Object.values(bundle).find((part) => part.type === 'chunk' && part.name === 'fr-site')
      if (!words) throw new Error('the French words of the first screen are not in the build')
      return [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${words.fileName}` }, injectTo: 'head' }]
    },
  },
})

const integrityOf = (url: string): string =>
  `sha256-${createHash('sha256')
    .update(readFileSync(join(out, url)))
    .digest('base64')}`

/** Shown by the browser's own install dialog. Taken in only when the pictures are there. */
const screenshots = [
  { src: '/screenshots/scoring-wide.png', sizes: '1280x800', type: 'image/png', form_factor: 'wide' as const },
  { src: '/screenshots/board-wide.png', sizes: '1280x800', type: 'image/png', form_factor: 'wide' as const },
  { src: '/screenshots/scoring-narrow.png', sizes: '390x844', type: 'image/png', form_factor: 'narrow' as const },
].filter(({ src }) => existsSync(join('public', src)))

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }

export default defineConfig({
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(version) },
  build: {
    outDir: out,
    manifest: true,
    // Chrome 109 is the last for Windows 7 and 8, still met at headquarters; the tablets are newer.
    target: ['chrome109', 'edge109', 'firefox115', 'safari16.4'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4280' } },
  plugins: [
    react(),
    wordsAhead(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/client',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: null,
      includeManifestIcons: false,
      manifest: {
        id: '/',
        name: 'Palier — évaluation des compétences',
        short_name: 'Palier',
        description: 'Évaluer les compétences sur site, sans réseau, et lire les écarts.',
        lang: 'fr',
        dir: 'ltr',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        orientation: 'any',
        theme_color: '#1d4170',
        background_color: '#f4f6f8',
        categories: ['business', 'productivity', 'government'],
        icons: [
          { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/icon-maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
          { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
        screenshots,
      },
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['**/*.{js,css,html,svg,png,webmanifest,woff2}'],
        globIgnores: ['sw.js', 'packs/**', 'screenshots/**'],
        dontCacheBustURLsMatching: /^assets\//,
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
        // A captive portal that answers 200 with its own page must fail the install, not poison the cache.
        manifestTransforms: [
          (entries) => ({ manifest: entries.map((entry) => ({ ...entry, integrity: integrityOf(entry.url) })), warnings: [] }),
        ],
      },
      integration: {
        // The plugin appends the web manifest after the transforms, without integrity: the pattern above finds it instead.
        beforeBuildServiceWorker: (options) => {
          options.injectManifest.additionalManifestEntries = []
        },
      },
    }),
    compressed(),
  ],
})
