import { bytesOf, hashOf } from './hash.ts'

/** SHA-256 of a key's text as it stands on the wire, in the groups of four in which people read such things to one another. */
export const fingerprintOf = (key: string): string =>
  (
    Array.from(bytesOf(hashOf(key)) ?? [], (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .match(/.{4}/g) ?? []
  ).join(' ')
