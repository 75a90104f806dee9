import type { Database } from '../storage/database.ts'
import { now } from './clock.ts'

/** Every operation that headquarters has not confirmed, with the refused ones and their reasons, as one file's text. */
export const unsentWork = async (
  database: Database,
): Promise<{ readonly name: string; readonly text: string; readonly count: number }> => {
  const [outbox, refused, device] = await Promise.all([
    database.outbox.orderBy('lsn').toArray(),
    database.refused.toArray(),
    database.meta.get('device'),
  ])
  const at = now()
  const file = {
    format: 'palier-outbox',
    formatVersion: 1,
    device: device?.value ?? null,
    at,
    operations: outbox.map((entry) => entry.operation),
    refused: refused.map(({ operation, problem, time }) => ({ operation, problem, time })),
  }
  const count = outbox.length + refused.length
  return { name: `palier-${at.slice(0, 16).replace(/[:T]/g, '-')}.json`, text: JSON.stringify(file, null, 1), count }
}
