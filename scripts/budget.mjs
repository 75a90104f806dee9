// What an assessor's first visit downloads, in KiB brotli: the page, the entry and all it asks for at once, the scoring
// screens, the French words, the worker. Fails above the budget. Everything else is fetched in the background.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const budget = 190
const dist = 'dist'

const manifestPath = join(dist, '.vite', 'manifest.json')
if (!existsSync(manifestPath)) {
  process.stderr.write('dist/ has no manifest: build first\n')
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'))

const brotli = (file) => {
  const path = join(dist, file)
  return existsSync(`${path}.br`) ? statSync(`${path}.br`).size : brotliCompressSync(readFileSync(path)).length
}

/** Every file that a chunk needs before it runs. */
const closure = (key, seen = new Set()) => {
  const chunk = manifest[key]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const css of chunk.css ?? []) seen.add(css)
  for (const next of chunk.imports ?? []) closure(next, seen)
  return seen
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const shell = [
  entry,
  ...Object.keys(manifest).filter(
    (key) => /features\/assess\/|client\/locale\/fr\.ts$/.test(key) && manifest[key].isDynamicEntry,
  ),
]
const files = new Set(['index.html', 'manifest.webmanifest', 'sw.js'])
for (const key of shell) for (const file of closure(key)) files.add(file)

let total = 0
for (const file of files) {
  const size = brotli(file)
  total += size
  process.stdout.write(`${(size / 1024).toFixed(1).padStart(8)} KiB  ${file}\n`)
}
const everything = readdirSync(join(dist, 'assets')).filter((name) => /\.(js|css)$/.test(name))
const whole = everything.reduce((sum, name) => sum + brotli(join('assets', name)), 0)
process.stdout.write(`${(total / 1024).toFixed(1).padStart(8)} KiB  the assessor's shell, of ${budget} KiB allowed\n`)
process.stdout.write(`${(whole / 1024).toFixed(1).padStart(8)} KiB  every script and sheet, all languages, for offline use\n`)
if (files.size < 5 || shell.length < 3) {
  process.stderr.write('the budget looked at too little: entry, scoring screens and French words must be in it\n')
  process.exitCode = 1
}
if (total > budget * 1024) {
  process.stderr.write(`over the budget by ${((total - budget * 1024) / 1024).toFixed(1)} KiB\n`)
  process.exitCode = 1
}
