import * as z from 'zod/mini'
import { canonical, type Json } from '../json.ts'
import { id, instant, nonce, publicKey, seq, signature } from './words.ts'

/** The first line of a reply: who answers. Without it, or with another nonce, nothing of the reply counts. */
export const helloSchema = z.strictObject({
  line: z.literal('hello'),
  protocol: z.int(),
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
})

export type Hello = Omit<z.infer<typeof helloSchema>, 'line'>

/** What the server signs of a hello: all of it. */
export const helloClaim = (hello: Omit<Hello, 'signature'>): string => {
  const { protocol, epoch, nonce, time, key, streams, durable, forked } = hello
  return `palier-hello\n${canonical({ protocol, epoch, nonce, time, key, streams, durable, forked } satisfies Json)}`
}
