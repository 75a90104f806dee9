import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '../..')

/**
 * A copy of the built app whose entry renders an empty React root and nothing else: same page and style sheet, same worker,
 * same files in the cache, none of our chunks asked for. What a cold start costs before a single line of ours runs.
 */
export const emptyRootCopy = async (dist: string): Promise<{ readonly path: string; readonly remove: () => void }> => {
  const path = mkdtempSync(join(tmpdir(), 'palier-empty-'))
  cpSync(dist, path, { recursive: true })
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const entry = /src="\/(assets\/[^"]+\.js)"/.exec(html)?.[1]
  if (!entry) throw new Error('the built page names no entry')
  replace(path, entry, await emptyRoot())
  replace(path, 'index.html', html.replace(/\s*<link rel="modulepreload"[^>]*>/g, ''))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** React and an empty root, made as small as the app's own chunks are. */
const emptyRoot = async (): Promise<string> => {
  const made = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'chrome109',
      modulePreload: false,
      rolldownOptions: { input: join(import.meta.dirname, 'empty-root-page.ts') },
    },
  })
  const first = Array.isArray(made) ? made[0] : made
  const chunks = first && 'output' in first ? first.output.filter((part) => part.type === 'chunk') : []
  const [chunk] = chunks
  if (!chunk || chunks.length !== 1) throw new Error('the empty root was not built in one piece')
  return chunk.code
}

/** Puts another text in the place of a file, and its hash into the worker's list: the worker installs nothing else. */
const replace = (folder: string, file: string, text: string): void => {
  const before = readFileSync(join(folder, file))
  const worker = readFileSync(join(folder, 'sw.js'), 'utf8')
  const known = algorithms.find((algorithm) => worker.includes(integrity(algorithm, before)))
  if (!known) throw new Error(`the worker does not name ${file} by its hash`)
  write(folder, file, text)
  write(folder, 'sw.js', worker.replaceAll(integrity(known, before), integrity(known, text)))
}

const algorithms = ['sha256', 'sha384'] as const

const integrity = (algorithm: (typeof algorithms)[number], text: string | Buffer): string =>
  `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`

const write = (folder: string, file: string, text: string): void => {
  writeFileSync(join(folder, file), text)
  for (const suffix of ['.br', '.gz']) rmSync(join(folder, `${file}${suffix}`), { force: true })
}
