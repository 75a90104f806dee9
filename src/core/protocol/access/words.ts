import * as z from 'zod/mini'
import { holdable } from '../message/words.ts'

/* The words that the messages about accounts and tablets are made of. */

/** What an account signs in with. Lower case, so that nobody has to know how it was written. */
export const accountName = z.string().check(z.regex(/^[a-z0-9._-]{3,60}$/))
/** Taken as it is typed: nothing is cut off, trimmed or turned into lower case. */
export const passphrase = z.string().check(z.minLength(1), z.maxLength(200))
/** 32 random bytes in base64url: a tablet's credential, a session, the one-time link of the first administrator. */
export const token = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
/** What a tablet is called in the list. No control characters: it is shown on a screen. */
export const tabletName = z.string().check(z.regex(/^[^\p{Cc}\p{Cf}]{1,60}$/u))
export const app = z.string().check(z.maxLength(40))

/** A tablet tells of itself when it joins. */
export const newTablet = z.strictObject({ name: tabletName, app: app.check(holdable) })
