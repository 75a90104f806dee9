import type { TFunction } from 'i18next'
import type { AuditEntry } from '../../../../core/protocol/access/audit.ts'
import { exportIn } from '../../../../core/protocol/access/audit-objects.ts'
import { type Names, named, thingsIn } from './journal-names.ts'

type Words = TFunction<'journal'>

export type Sentences = {
  readonly t: Words
  readonly names: Names
  /** « a, b et c » */
  readonly list: (items: readonly string[]) => string
}

/** What somebody did, as one sentence. */
export const sentenceOf = (entry: AuditEntry, { t, names, list }: Sentences): string => {
  const { action, account, objects } = entry
  const who = account === null ? t('who.nobody') : (names.account(account) ?? t('who.gone'))
  const what = listed(thingsIn(entry), { t, names, list })
  switch (action) {
    case 'sign-in-refused':
      return objects.length === 0 ? t('deed.sign-in-unknown') : t('deed.sign-in-refused', { what })
    case 'exported':
      return t('deed.exported', { who, what: exportedIn(objects, what, t) })
    case 'overstepped':
      return t('deed.overstepped', { who, what: objects.join(' ') })
    case 'carried':
      return t(objects.every((one) => one.includes('/')) ? 'deed.carried' : 'deed.carried-closed', { who })
    default:
      return t(`deed.${action}`, { who, what })
  }
}

/** Of an export: what left, how, and about whom. The server’s own one is the register. */
const exportedIn = (objects: readonly string[], about: string, t: Words): string => {
  const told = exportIn(objects)
  if (!told) return t('subject.register')
  const what = `${t([`subject.${told.subject}`, 'subject.page'])} (${t([`way.${told.way}`, 'way.text'])})`
  return about === '' ? what : `${what} – ${about}`
}

/** By its name; where this tablet does not know it, by the beginning of its id, which finds it again. */
const thingIn = (object: string, names: Names, t: Words): string => {
  const [kind = '', id = kind] = object.split('/')
  if (kind === 'page') return t([`place.${id}`, 'subject.page'])
  if (kind === 'day') return id
  if (kind === 'audit') return t('number', { n: id })
  return names.thing(object) ?? t('unnamed', { id: id.slice(0, 8) })
}

/** The first few by name; of the others, and of those that the entry itself only counts, how many there are. */
const listed = (things: readonly string[], { t, names, list }: Sentences): string => {
  const counted = /^\+(\d+)$/.exec(things.at(-1) ?? '')?.[1]
  const all = counted ? things.slice(0, -1) : things
  const rest = Math.max(0, all.length - named) + Number(counted ?? 0)
  const what = list([...new Set(all.slice(0, named).map((object) => thingIn(object, names, t)))])
  return rest === 0 ? what : t('more', { what, n: rest })
}
