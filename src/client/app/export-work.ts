import type { Envelope } from '../../core/protocol/envelope.ts'
import type { Database } from '../storage/database.ts'
import { now } from './clock.ts'

const envelopeIn = ({ id, hash, text, signature }: Envelope) => ({ id, hash, text, ...(signature ? { signature } : {}) })

/** Every operation that headquarters has not confirmed, with the refused ones and their reasons, as one file's text. */
export const unsentWork = async (
  database: Database,
): Promise<{ readonly name: string; readonly text: string; readonly count: number }> => {
  const [outbox, refused, device] = await Promise.all([
    database.unsent.orderBy('order').toArray(),
    database.refused.toArray(),
    database.meta.get('device'),
  ])
  const at = now()
  const file = {
    format: 'palier-outbox',
    formatVersion: 2,
    device: device?.value ?? null,
    at,
    // Each as it was made, to the letter: a text and its hash.
    operations: outbox.map(envelopeIn),
    refused: refused.map((entry) => ({ ...envelopeIn(entry), problem: entry.problem, time: entry.time })),
  }
  const count = outbox.length + refused.length
  return { name: `palier-${at.slice(0, 16).replace(/[:T]/g, '-')}.json`, text: JSON.stringify(file, null, 1), count }
}
