import type { Kysely } from 'kysely'
import type { Instant } from '../../core/domain/time.ts'
import { openLink } from '../access/first.ts'
import { hasAdministrator } from '../store/access/accounts.ts'
import { allAdministrations } from '../store/access/administration.ts'
import type { Tables } from '../store/schema.ts'
import type { Settings } from './settings.ts'

type Started = { readonly settings: Settings; readonly url: string; readonly now: () => Instant }

/** The one-time link for the first administrator; undefined where there is one, or nobody signs in. */
export const firstLink = async (db: Kysely<Tables>, { settings, url, now }: Started): Promise<string | undefined> => {
  if (settings.access === 'open' || (await hasAdministrator(db))) return undefined
  const known = await allAdministrations(db)
  // What a server held before it had accounts, where there is no doubt whose it is.
  const administration = known.length === 1 ? (known[0]?.id ?? null) : null
  return linkOf(settings, url, await openLink({ db, now }, 'first', administration))
}

/** Where the link leads: to the name under which people reach the server, if it was told. */
export const linkOf = ({ publicHosts }: Settings, url: string, token: string): string => {
  const [name] = publicHosts
  return `${name === undefined ? url : `https://${name}`}/#first=${token}`
}
