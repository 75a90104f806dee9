// Everything that must hold, in the order in which it fails fastest. Closes with `N passed, N failed`.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'palier-check-'))
const report = join(scratch, 'vitest.json')

/** Runs one command to its end and says whether it succeeded. */
const run = (name, command, args) =>
  new Promise((resolve) => {
    const started = Date.now()
    process.stdout.write(`\n── ${name}\n`)
    const child = spawn(command, args, { stdio: 'inherit', env: process.env })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => {
      process.stdout.write(`── ${name}: ${code === 0 ? 'passed' : 'failed'} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
      resolve(code === 0)
    })
  })

const steps = [
  ['types of the core', 'tsc', ['-p', 'src/core']],
  ['types of the server', 'tsc', ['-p', 'src/server']],
  ['types of the client', 'tsc', ['-p', 'src/client']],
  ['types of the service worker', 'tsc', ['-p', 'src/client/sw.tsconfig.json']],
  ['types of the tests', 'tsc', ['-p', 'test']],
  ['lint', 'biome', ['check', '--error-on-warnings', '.']],
  ['unused code', 'knip', ['--no-progress']],
  ['build', 'vite', ['build', '--logLevel', 'warn']],
  ['bundle budget', process.execPath, ['scripts/budget.mjs']],
]

let passed = 0
let failed = 0
for (const [name, command, args] of steps) {
  if (await run(name, command, args)) passed += 1
  else failed += 1
}

const tested = await run('tests', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
try {
  const result = JSON.parse(readFileSync(report, 'utf8'))
  passed += result.numPassedTests
  failed += result.numFailedTests + (result.numPendingTests ?? 0)
  if (!tested && result.numFailedTests === 0) failed += 1
  if (result.numTotalTests === 0) failed += 1
} catch {
  failed += 1
}
rmSync(scratch, { recursive: true, force: true })
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
