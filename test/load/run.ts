import { cpus, loadavg } from 'node:os'
import { print, whole } from '../bench/table.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'
import { type Arrival, latencyAt } from './arrivals.ts'
import { comingBack } from './coming-back.ts'
import { peakMemory } from './process-memory.ts'
import { steady } from './steady.ts'

/*
 * Puts the load of a whole administration on the real server process on this machine: 100 pushes a second of 20 operations for
 * five minutes, at fixed times whether the server keeps up or not; then 300 tablets that come back within a minute with a day
 * of work each. SQLite by default, PostgreSQL where DATABASE_URL is set. `--minutes=0.5` and `--rate=50` for short trials.
 */

const option = (name: string, usual: number): number =>
  Number(new RegExp(`--${name}[= ]([\\d.]+)`).exec(process.argv.join(' '))?.[1] ?? usual)

const [minutes, rate] = [option('minutes', 5), option('rate', 100)]
const targets = { p95: 250, memory: 512, drained: 600 }

const judged = (figure: number, most: number, unit: string): string =>
  `target ≤ ${most} ${unit}${figure <= most ? '' : '  ← missed'}`
const ms = (value: number): string => `${value.toFixed(1)} ms`

const tellSteady = (found: readonly Arrival[], memory: number): void => {
  const problems = found.flatMap(({ problem }) => problem ?? [])
  const p95 = latencyAt(found, 0.95)
  print(`${rate} pushes a second of 20 operations for ${minutes} min, open loop, from when each was due`, [
    ['pushes', whole(found.length)],
    ['errors', whole(problems.length), judged(problems.length, 0, '')],
    ['p50', ms(latencyAt(found, 0.5))],
    ['p95', ms(p95), judged(p95, targets.p95, 'ms')],
    ['p99', ms(latencyAt(found, 0.99))],
    ['the slowest', ms(latencyAt(found, 1))],
    ['most memory of the server', `${memory.toFixed(0)} MiB`, judged(memory, targets.memory, 'MiB')],
  ])
  for (const problem of new Set(problems)) process.stdout.write(`  ${problem}\n`)
}

const folder = scratchFolder()
const server = await startServer(folder.path)
process.stdout.write(
  `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} before; ${process.env['DATABASE_URL'] ? 'PostgreSQL' : 'SQLite'}\n`,
)
try {
  tellSteady(await steady(server.url, rate, minutes * 60), peakMemory(server.pid()))
  const { operations, seconds, left, tries } = await comingBack(server.url, Math.min(60, minutes * 60))
  const memory = peakMemory(server.pid())
  print('300 tablets come back within a minute, a day of work each, by the product’s own engine', [
    ['operations', whole(operations)],
    ['exchanges begun', whole(tries)],
    ['operations left', whole(left), judged(left, 0, '')],
    ['until the last tablet was drained', `${seconds.toFixed(0)} s`, judged(seconds, targets.drained, 's')],
    ['most memory of the server', `${memory.toFixed(0)} MiB`, judged(memory, targets.memory, 'MiB')],
  ])
} finally {
  await server.stop()
  folder.remove()
}
