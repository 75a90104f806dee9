// Builds the app where the build is missing or older than what it is made of, then serves it from this very process.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const sources = ['src', 'locales', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']

/** When the newest file below was written. Folders count too: they tell of files that went away. */
const newest = (path) => {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs)
}

const isBuilt = () => {
  const parts = ['index.html', 'sw.js'].map((name) => join(root, 'dist', name))
  if (!parts.every((path) => existsSync(path))) return false
  const built = Math.min(...parts.map((path) => statSync(path).mtimeMs))
  return sources.every((source) => newest(join(root, source)) <= built)
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`palier: Node 24 or newer is needed, this is ${process.version}. Run "npm start", which brings it.\n`)
  process.exit(1)
}
if (!isBuilt()) {
  process.stdout.write('Construction de l’application / Building the app …\n')
  const { build } = await import('vite')
  await build({ root, logLevel: 'warn' }).catch((problem) => {
    process.stderr.write(`${problem.message}\nLa construction a échoué / The build failed.\n`)
    process.exit(1)
  })
}
await import('../src/server/main.ts')
