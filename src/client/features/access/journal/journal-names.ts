import { fullName } from '../../../../core/domain/person.ts'
import type { AuditEntry } from '../../../../core/protocol/access/audit.ts'
import { exportIn } from '../../../../core/protocol/access/audit-objects.ts'
import type { App } from '../../../app/app.ts'
import type { Actors } from '../../../app/audit.ts'
import { namesOfRows } from '../../../app/names-of-rows.ts'
import { nameOfAccount, type Staff } from '../account-staff.ts'

/** What ids are called, as far as an administrator’s own tablet and headquarters’ lists tell. */
export type Names = {
  readonly account: (id: string) => string | undefined
  readonly login: (id: string) => string | undefined
  readonly tablet: (id: string) => string | undefined
  /** By `kind/id`, or by the id alone. */
  readonly thing: (object: string) => string | undefined
}

/** So many are named in one sentence; of more it says how many. */
export const named = 3

/** What an entry is about, as far as its sentence names it. */
export const thingsIn = ({ action, objects }: AuditEntry): readonly string[] =>
  action === 'exported' ? (exportIn(objects)?.about ?? []) : objects.filter((one) => !/^entities:\d+$/.test(one))

export const namesFor = async (
  app: App,
  entries: readonly AuditEntry[],
  { accounts, tablets }: Actors,
  staff: Staff,
): Promise<Names> => {
  const wanted = entries.flatMap((entry) => thingsIn(entry).slice(0, named)).map(idIn)
  const rows = await namesOfRows(app, [...new Set(wanted)])
  const byAccount = new Map(accounts.map((account) => [account.id as string, account]))
  const byTablet = new Map(tablets.map(({ id, name }) => [id, name]))
  const byPerson = new Map(staff.people.map((person) => [person.id as string, fullName(person)]))
  const account = (id: string): string | undefined => {
    const found = byAccount.get(id)
    return found && nameOfAccount(found, staff)
  }
  return {
    account,
    login: (id) => byAccount.get(id)?.name,
    tablet: (id) => byTablet.get(id),
    thing: (object) => {
      const id = idIn(object)
      return account(id) ?? byTablet.get(id) ?? byPerson.get(id) ?? rows.get(id)
    },
  }
}

const idIn = (object: string): string => object.slice(object.indexOf('/') + 1)
