import * as z from 'zod/mini'
import { limits } from '../limits.ts'
import { cursor, holdable, id, nonce } from './words.ts'

const places = z.record(id, cursor).check(z.refine((all) => Object.keys(all).length <= limits.streams))

export const requestHead2Fields = {
  app: z.string().check(z.maxLength(40), holdable),
  device: id,
  /** The device's last session that the server took note of, and the present one: a copy of the device cannot know both. */
  incarnation: z.tuple([z.nullable(id), id]),
  /** The epoch in which the cursors were given; null at the first contact. */
  epoch: z.nullable(id),
  /** Random; the reply must echo it, so that a portal's or a cache's answer never counts. */
  nonce,
  /** The places of received operations that no cursor has passed yet: what a database brought back without a word would lack. */
  witness: z.optional(places),
  /** The streams wanted, each with the place that the device has reached. */
  cursors: places,
}

/** The first line of a request of protocol 2. */
export const requestHead2Schema = z.strictObject({ protocol: z.literal(2), ...requestHead2Fields })
