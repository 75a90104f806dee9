import type { AccountRole } from '../../core/protocol/access/account.ts'
import { useSession } from './session.ts'

/** The parts of the product that can be navigated to. */
export type Place =
  | 'assess'
  | 'gaps'
  | 'campaigns'
  | 'people'
  | 'library'
  | 'accounts'
  | 'tablets'
  | 'quarantine'
  | 'journal'
  | 'my-file'
  | 'sync'

/** What each role sees, its own first. Who is nobody in particular works as an assessor does. */
const placesByRole: Readonly<Record<AccountRole, readonly Place[]>> = {
  // Of what was judged a champion is told nothing but how far it is: that stands with the campaigns.
  champion: ['campaigns', 'people', 'library', 'sync'],
  'hr-director': ['gaps', 'campaigns', 'people', 'library', 'quarantine', 'sync'],
  administrator: ['accounts', 'tablets', 'quarantine', 'journal', 'people', 'sync'],
  supervisor: ['assess', 'gaps', 'library', 'sync'],
  assessor: ['assess', 'gaps', 'library', 'sync'],
  officer: ['my-file', 'gaps', 'library', 'sync'],
}

/** The weightiest first: its places lead. */
const order: readonly AccountRole[] = ['champion', 'hr-director', 'administrator', 'supervisor', 'assessor', 'officer']

/** The places of an account by all its roles; what is sent and received comes last for everybody. */
export const placesOfAccount = (roles: readonly string[]): readonly Place[] => {
  const found = new Set(order.filter((role) => roles.includes(role)).flatMap((role) => placesByRole[role]))
  found.delete('sync')
  return [...found, 'sync']
}

/** The places of a person where there are no accounts: by the weightiest role alone. There nothing is refused because of who sent it. */
export const placesOfPerson = (roles: readonly string[]): readonly Place[] => {
  if (roles.includes('champion')) return ['campaigns', 'people', 'library', 'gaps', 'assess', 'sync']
  const own = roles.includes('hr-director') ? placesByRole['hr-director'] : placesByRole.assessor
  return own.filter((place) => place !== 'quarantine')
}

/** Whether what headquarters lets only these roles do is offered here. Where there are no accounts, everybody is offered all. */
export const useMay = (...wanted: readonly AccountRole[]): boolean =>
  useSession(({ session }) => !session || wanted.some((role) => session.account.roles.includes(role)))

/** Whether the account that is open has this place. Where there are no accounts, nothing is out of reach. */
export const useHasPlace = (place: Place): boolean =>
  useSession(({ session }) => !session || placesOfAccount(session.account.roles).includes(place))

const always: readonly string[] = ['', 'sync', 'device', 'profile', 'privacy', 'my-file', 'contests']

/** Whether an address belongs to one of the places; a sheet is read with the gaps. */
export const isWithin = (places: readonly Place[], path: string): boolean => {
  const [, first = ''] = path.split('/')
  return always.includes(first) || places.some((place) => place === (first === 'sheet' ? 'gaps' : first))
}
