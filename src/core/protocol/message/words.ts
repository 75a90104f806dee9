import * as z from 'zod/mini'

/* The words that the messages are made of. */

/** What every database can hold: PostgreSQL's text has every character but this one. */
export const holdable = z.refine<string>((text) => !text.includes('\0'))

export const id = z.string().check(z.regex(/^[A-Za-z0-9._:-]{1,120}$/))
export const seq = z.int().check(z.nonnegative())
/** SHA-256 in base64url. */
export const hash = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
/** ECDSA P-256 over SHA-256, r and s one after the other, in base64url. */
export const signature = z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/))
/** A point of P-256, uncompressed, in base64url. */
export const publicKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{87}$/))
export const nonce = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,80}$/))
export const instant = z.string().check(z.maxLength(40))
/** Which part of a stream a session sees, as a digest that says nothing but whether it is the same. */
export const scopeDigest = z.string().check(z.regex(/^[A-Za-z0-9_-]{12}$/))
/** A place in a stream that the server gave out, with its own proof that it did. Empty at the beginning. */
export const cursor = z.strictObject({ seq, proof: z.string().check(z.regex(/^[A-Za-z0-9_-]{0,64}$/)) })
