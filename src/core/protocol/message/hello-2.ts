import * as z from 'zod/mini'
import { id, instant, nonce, publicKey, seq, signature } from './words.ts'

export const hello2Fields = {
  line: z.literal('hello'),
  /** One life of the server's database. */
  epoch: id,
  nonce,
  time: instant,
  /** The server's public key. A device keeps to the first one that it met. */
  key: publicKey,
  /** Of the streams asked for, those the device may have, each with its highest `seq`. One that is missing is out of its scope. */
  streams: z.record(id, seq),
  /** For each stream, the highest `seq` known to be safe beyond the one database. */
  durable: z.record(id, seq),
  /** Another device speaks with this device's name: this one takes a new name. */
  forked: z.boolean(),
  signature,
}

/** The first line of a reply of protocol 2, which knew neither scope nor orders. */
export const hello2Schema = z.strictObject({ ...hello2Fields, protocol: z.int() })
