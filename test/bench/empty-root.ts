import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '../..')

/**
 * A copy of the built app whose entry renders an empty React root and nothing else: same page, same worker, same files in
 * the cache. What a cold start costs before a single line of ours runs.
 */
export const emptyRootCopy = async (dist: string): Promise<{ readonly path: string; readonly remove: () => void }> => {
  const path = mkdtempSync(join(tmpdir(), 'palier-empty-'))
  cpSync(dist, path, { recursive: true })
  const entry = /src="\/(assets\/[^"]+\.js)"/.exec(readFileSync(join(dist, 'index.html'), 'utf8'))?.[1]
  if (!entry) throw new Error('the built page names no entry')

  const made = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'empty-root-page.ts'), formats: ['es'] },
      target: 'chrome109',
    },
  })
  const first = Array.isArray(made) ? made[0] : made
  const chunk = first && 'output' in first ? first.output[0] : undefined
  if (!chunk || chunk.type !== 'chunk') throw new Error('the empty root was not built')

  const sha = (text: string | Buffer): string => `sha384-${createHash('sha384').update(text).digest('base64')}`
  const before = readFileSync(join(path, entry))
  writeFileSync(join(path, entry), chunk.code)
  for (const suffix of ['.br', '.gz']) rmSync(join(path, `${entry}${suffix}`), { force: true })
  const worker = readFileSync(join(path, 'sw.js'), 'utf8')
  if (!worker.includes(sha(before))) throw new Error('the worker does not name the entry by its hash')
  writeFileSync(join(path, 'sw.js'), worker.replaceAll(sha(before), sha(chunk.code)))
  for (const suffix of ['.br', '.gz']) rmSync(join(path, `sw.js${suffix}`), { force: true })
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
