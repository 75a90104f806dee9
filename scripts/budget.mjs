// What an assessor's first visit downloads, in KiB brotli: the page, the entry and all it asks for at once, the board's lazy
// line, the scoring and review screens, the French words for them, the worker. Fails above the budget. Everything else is fetched in the background.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const allowed = 190

/** What must be found, each by its mark in the build's manifest: a budget that overlooks one of them says nothing. */
const parts = {
  'the entry': (chunk) => chunk.isEntry === true,
  'the line on the board': (_, key) => key.endsWith('client/shell/readiness-line.tsx'),
  'the scoring and review screens': (chunk, key) => chunk.name === 'assess' || /features\/assess\/.*\.tsx$/.test(key),
  'the French words': (_, key) => key.endsWith('src/client/i18n/fr-site.ts'),
}

/** The files of the first visit with their sizes in bytes, and all there is to install. */
export const shellOf = (dist) => {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'))
  const files = new Set(['index.html', 'manifest.webmanifest', 'sw.js'])
  for (const [part, isIt] of Object.entries(parts)) {
    const keys = Object.keys(manifest).filter((key) => manifest[key].file.endsWith('.js') && isIt(manifest[key], key))
    if (keys.length === 0) throw new Error(`${part} cannot be found in the build`)
    for (const key of keys) addWithImports(manifest, key, files)
  }
  const everything = readdirSync(join(dist, 'assets')).filter((name) => /\.(js|css)$/.test(name))
  return {
    allowed: allowed * 1024,
    files: [...files].map((file) => ({ file, size: brotli(dist, file) })),
    whole: everything.reduce((sum, name) => sum + brotli(dist, join('assets', name)), 0),
  }
}

/** A chunk with every file that it needs before it runs. */
const addWithImports = (manifest, key, files) => {
  const { file, css = [], imports = [] } = manifest[key]
  if (files.has(file)) return
  for (const needed of [file, ...css]) files.add(needed)
  for (const next of imports) addWithImports(manifest, next, files)
}

const brotli = (dist, file) => {
  const path = join(dist, file)
  return existsSync(`${path}.br`) ? statSync(`${path}.br`).size : brotliCompressSync(readFileSync(path)).length
}

const say = (size, what) => process.stdout.write(`${(size / 1024).toFixed(1).padStart(8)} KiB  ${what}\n`)

if (import.meta.main) {
  const { files, whole } = shellOf('dist')
  const total = files.reduce((sum, { size }) => sum + size, 0)
  for (const { file, size } of files) say(size, file)
  say(total, `the assessor's shell, of ${allowed} KiB allowed`)
  say(whole, 'every script and sheet, all languages, for offline use')
  if (total > allowed * 1024) {
    process.stderr.write(`over the budget by ${(total / 1024 - allowed).toFixed(1)} KiB\n`)
    process.exitCode = 1
  }
}
