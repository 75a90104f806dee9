import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { scratchFolder } from '../support/server-process.ts'

const root = join(import.meta.dirname, '../..')

export const peerNames = ['bare', 'dexie', 'rxdb', 'pouchdb'] as const
export type PeerName = (typeof peerNames)[number] | 'palier'

/** Builds one page for each way of storing and sending, minified for the tablets' browser as the app itself is. */
export const buildPages = async (): Promise<{ readonly path: string; readonly remove: () => void }> => {
  const folder = scratchFolder()
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { events: join(import.meta.dirname, 'pages/events.ts') } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: folder.path,
      target: 'chrome109',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(
          [...peerNames, 'palier', 'sealing'].map((name) => [name, join(import.meta.dirname, `pages/${name}.ts`)]),
        ),
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  for (const name of [...peerNames, 'palier', 'sealing', 'index'])
    writeFileSync(
      join(folder.path, `${name}.html`),
      `<!doctype html><title>${name}</title><script type="module" src="/${name}.js"></script>`,
    )
  return folder
}
