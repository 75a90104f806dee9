import type { Digest } from '../store/access/secret.ts'
import type { Measure } from '../store/access/tries.ts'

const minutes = 60

/*
 * How many wrong tries are free and how long one then waits, doubling. A stolen tablet comes to one try an hour. An account is
 * never closed for longer than a quarter of an hour at a time, so that nobody can keep its owner out; an address may be a
 * whole office behind one line.
 */

/** By name, whether there is such an account or not: otherwise the throttle would tell. */
export const ofAccount = (digest: Digest, name: string): Measure => ({
  key: digest('account', name),
  free: 5,
  base: 30,
  most: 15 * minutes,
})

export const ofTablet = (digest: Digest, tablet: string): Measure => ({
  key: digest('tablet', tablet),
  free: 10,
  base: 30,
  most: 60 * minutes,
})

export const ofAddress = (digest: Digest, address: string): Measure => ({
  key: digest('address', address),
  free: 30,
  base: 30,
  most: 15 * minutes,
})

/** After five wrong codes a place waits for as long as a code lives. */
export const ofCodes = (digest: Digest, address: string): Measure => ({
  key: digest('codes', address),
  free: 5,
  base: 15 * minutes,
  most: 24 * 60 * minutes,
})
