import { autosave } from './autosave.ts'
import { firstDownload } from './download.ts'
import { endpoint } from './endpoint.ts'
import { growth } from './growth.ts'
import { idle } from './idle.ts'
import { coldStart, scoring, sizes } from './interface.ts'
import { postgresFigures, postgresLines } from './postgres.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { sealing } from './sealing.ts'
import { print } from './table.ts'
import { openVenue, type Venue } from './venue.ts'

/*
 * Prints how fast Palier is on this machine, side by side with others in the same run: figures and ratios beside their targets.
 * `npm run bench` runs everything; `npm run bench -- push pull` only these; `--rounds=2` for a short trial.
 */

const usual = 5

type Part = (venue: Venue, rounds: number) => Promise<void> | void

const postgres: Part = async (_venue, rounds) =>
  print(`PostgreSQL, median of ${rounds} rounds`, postgresLines(await postgresFigures(rounds)))

const parts: { readonly [name: string]: Part } = {
  sizes,
  scoring,
  'cold-start': coldStart,
  autosave,
  sealing,
  push,
  pull,
  'first-download': firstDownload,
  idle,
  endpoint,
  growth,
  postgres,
}

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const rounds = Number(/--rounds=(\d+)/.exec(process.argv.join(' '))?.[1] ?? usual)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)

const venue = await openVenue()
try {
  for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await part(venue, rounds)
} finally {
  await venue.close()
}
