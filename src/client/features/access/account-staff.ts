import { fullName, type Person, type Unit } from '../../../core/domain/person.ts'
import type { Account, AccountRole } from '../../app/accounts.ts'
import type { App } from '../../app/app.ts'
import { ownPeople, ownUnits } from '../../app/own.ts'
import { matches } from '../../ui/forgiving-match.ts'

/** The people and units that an account can stand for, from this device’s own rows. */
export type Staff = { readonly people: readonly Person[]; readonly units: readonly Unit[] }

export const staffHere = async (app: App): Promise<Staff> => {
  const [people, units] = await Promise.all([ownPeople(app), ownUnits(app)])
  return { people, units }
}

export const personOfAccount = ({ person }: Account, { people }: Staff): Person | undefined =>
  people.find(({ id }) => id === person)

export const nameOfAccount = (account: Account, staff: Staff): string => {
  const person = personOfAccount(account, staff)
  return person ? fullName(person) : account.name
}

/** Those that answer to a few letters of name, login or registration number. */
export const accountsFound = (accounts: readonly Account[], staff: Staff, query: string): readonly Account[] => {
  const asked = query.trim()
  if (asked === '') return accounts
  return accounts.filter((account) => {
    const person = personOfAccount(account, staff)
    return matches(asked, [account.name, person?.familyName, person?.givenName, person?.registration].filter(Boolean).join(' '))
  })
}

/** « Awa TRAORÉ » signs in as `awa.traore`, or with a figure where that is taken. */
export const loginOf = (
  { givenName, familyName }: Pick<Person, 'givenName' | 'familyName'>,
  taken: readonly string[],
): string => {
  const plain = (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
  const name = [plain(givenName), plain(familyName)].filter(Boolean).join('.').slice(0, 56).padEnd(3, '0')
  for (let n = 1; ; n += 1) {
    const next = n === 1 ? name : `${name}${n}`
    if (!taken.includes(next)) return next
  }
}

/** Reference data says what a person does; an account begins with the same roles. */
export const rolesOfPerson = (person: Person | undefined): readonly AccountRole[] =>
  person && person.roles.length > 0 ? person.roles : ['assessor']
