import { hashOf } from '../hash.ts'

/** A short name of a key, of its public point (base64url): enough to tell which one a seal is for. */
export const keyIdOf = (point: string): string => hashOf(point).slice(0, 22)
