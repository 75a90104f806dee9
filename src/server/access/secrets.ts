import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { codeAlphabet } from '../../core/protocol/access/enrolment-code.ts'
import { hashOf } from '../hash.ts'

/** 32 random bytes: a credential, kept only as `tokenHash`. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Nothing slower is needed: nobody guesses 256 bits. */
export const tokenHash = (token: string): string => hashOf(token)

export const newId = (): string => randomUUID()

const drawn = (length: number): string => Array.from({ length }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('')

export const newCode = (): string => drawn(8)

/** A passphrase to be handed over once: four groups of five characters, 100 bits, that nobody mistakes for others. */
export const oneTimePassphrase = (): string =>
  Array.from({ length: 4 }, () => drawn(5))
    .join('-')
    .toLowerCase()
