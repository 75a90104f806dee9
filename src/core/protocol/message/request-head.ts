import * as z from 'zod/mini'
import { storageStates } from '../access/tablets.ts'
import { requestHead2Fields } from './request-head-2.ts'
import { seq } from './words.ts'

/** How a device is, for whoever looks after it. No word of what is on it. */
export const reportSchema = z.strictObject({
  /** Operations without a receipt: as many as a database counts in four bytes. */
  unsent: seq.check(z.refine((count) => count < 2 ** 31)),
  storage: z.enum(storageStates),
  /** How far its clock was ahead of the server's at the last contact, in milliseconds; null before any. */
  offset: z.nullable(z.int()),
})

/** The first line of a request: who asks, and for what. */
export const requestHeadSchema = z.strictObject({ protocol: z.literal(3), ...requestHead2Fields, report: reportSchema })
