// Kills a tablet's browser in the middle of entries, a hundred times: `npm run kills -- [--rounds 100] [--seed 7]`. Prints the figures.
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { build } from 'vite'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string' } } })
await build({ logLevel: 'warn' })
const env = { ...process.env, KILLS: values.rounds, ...(values.seed ? { KILLS_SEED: values.seed } : {}) }
spawn('vitest', ['run', '--project', 'e2e', 'test/e2e/kills.test.ts'], { stdio: 'inherit', env }).on('exit', (code) => {
  process.exitCode = code ?? 1
})
