import type { Access } from '../../core/protocol/access/account.ts'
import { type ContactFacts, keepContact, sessionOf } from '../store/access/sessions.ts'
import { type KeptTablet, tabletOf } from '../store/access/tablets.ts'
import type { Parts } from './parts.ts'
import { tokenHash } from './secrets.ts'

/** Who sent a request: a tablet on which nobody signed in, or an account on it. */
export type Caller =
  | { readonly kind: 'tablet'; readonly tablet: KeptTablet }
  | {
      readonly kind: 'session'
      readonly access: Access
      readonly mustChange: boolean
      /** What the session's token hashes to. */
      readonly session: string
      readonly facts: ContactFacts
    }

const day = 86_400_000
/** A session lives for this long after its last contact. */
export const sessionLife = 180 * day
/** Contacts that follow each other are written down once: an idle exchange writes nothing. */
const contactEvery = 15 * 60_000

/** Who a token speaks for; undefined for one that opens nothing, or nothing any more. */
export const callerOf = async ({ db, now }: Parts, token: string, kind: Caller['kind']): Promise<Caller | undefined> => {
  const hash = tokenHash(token)
  const found = await sessionOf(db, hash)
  if (found) {
    const { access, mustChange, facts, last } = found
    const time = now()
    const ago = Date.parse(time) - Date.parse(last)
    if (ago >= sessionLife) return undefined
    if (ago >= contactEvery) await keepContact(db, hash, time, {})
    return { kind: 'session', access, mustChange, session: hash, facts }
  }
  if (kind === 'session') return undefined
  const tablet = await tabletOf(db, hash)
  return tablet && { kind: 'tablet', tablet }
}

/** Writes down what a device says of itself, where that is news. */
export const contacted = async ({ db, now }: Parts, caller: Caller, said: Partial<ContactFacts>): Promise<void> => {
  if (caller.kind !== 'session') return
  const news = Object.entries(said).filter(([fact, value]) => isNews(fact, caller.facts[fact as keyof ContactFacts], value))
  if (news.length > 0) await keepContact(db, caller.session, now(), Object.fromEntries(news))
}

/** A clock is measured anew at every contact, and never comes out quite the same. In milliseconds. */
const jitter = 5000

const isNews = (fact: string, before: string | number | null, value: string | number | null | undefined): boolean => {
  if (value === undefined || value === before) return false
  return fact !== 'clock' || before === null || value === null || Math.abs(Number(value) - Number(before)) > jitter
}
