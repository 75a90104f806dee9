import { once } from 'node:events'
import type { OperationId } from '../../src/core/domain/id.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import { line, operation } from './operations.ts'

/*
 * A process that does nothing but write: run with the place of a log, it waits for a word, opens the log and takes batches in
 * until somebody kills it. It says of each batch that it was sent, and that it was acknowledged.
 */

export const batchSize = 20

/** Persons whose names tell to which batch they belong. */
export const batchOf = (name: string) =>
  Array.from({ length: batchSize }, (_, at) =>
    operation({ id: `${name}.${at}` as OperationId, entity: { kind: 'person', id: `${name}.${at}` }, set: { grade: 'A' } }),
  )

const write = async (place: string, name: string): Promise<void> => {
  await once(process.stdin, 'data')
  const log = await openLogAt(place)
  const writer = async (which: string): Promise<void> => {
    for (let at = 0; ; at += 1) {
      const batch = `${name}-${which}-${at}`
      process.stdout.write(`sent ${batch}\n`)
      await log.append(batchOf(batch).map(line), { device: `tablet-${which}`, time: new Date().toISOString() })
      process.stdout.write(`kept ${batch}\n`)
    }
  }
  await Promise.all(['a', 'b', 'c'].map(writer))
}

const [, script, place, name] = process.argv
if (script === import.meta.filename && place && name) await write(place, name)
