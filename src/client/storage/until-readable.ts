import { liveQuery } from 'dexie'
import type { StreamId } from '../../core/domain/id.ts'
import type { Database } from './database.ts'

/** Answers once the reference data of a stream that is begun from a snapshot is in place; never where it comes otherwise. */
export const untilReadable = (database: Database, stream: StreamId) => {
  let stop = (): void => undefined
  const found = new Promise<{ readonly ok: true }>((resolve) => {
    const watching = liveQuery(() => database.segments.where('stream').equals(stream).toArray()).subscribe((segments) => {
      const isHere = segments.length > 0 && segments.every(({ part, state }) => part !== 'reference' || state === 'taken')
      if (isHere) resolve({ ok: true })
    })
    stop = () => watching.unsubscribe()
  })
  return { found, stop: () => stop() }
}
