import * as z from 'zod/mini'
import { hash } from './words.ts'

/** The last line of a request: how many operations came, and the hash of every byte before this line. */
export const requestEndSchema = z.strictObject({ count: z.int().check(z.nonnegative()), hash })
