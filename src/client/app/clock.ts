import type { Id } from '../../core/domain/id.ts'
import type { Day, Instant } from '../../core/domain/time.ts'

/** The only room where the clock ticks and ids are made. */
export const now = (): Instant => new Date().toISOString()

/** Today where the tablet is. */
export const today = (): Day => dayOf(new Date())

export const dayOf = (date: Date): Day =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`

/** 128 random bits, as 32 hexadecimal digits. Works without a secure context, where `randomUUID` does not exist. */
export const newId = <Kind extends string>(): Id<Kind> =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('') as Id<Kind>
