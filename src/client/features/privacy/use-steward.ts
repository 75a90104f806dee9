import type { Person } from '../../../core/domain/person.ts'
import { rowToPerson } from '../../../core/protocol/entities.ts'
import { useLive } from '../../app/context.tsx'
import { rowAt } from '../../app/read.ts'
import { useSession } from '../../app/session.ts'

type Role = Person['roles'][number] | 'administrator'

/** Whether the holder has one of these roles: by the account, and by the person's own where there are no accounts. */
const useRole = (...wanted: readonly Role[]): boolean => {
  const { session } = useSession()
  const roles = useLive(async ({ database, identity }): Promise<readonly Role[]> => {
    const row = identity.person ? await rowAt(database, 'person', identity.person) : undefined
    return row ? rowToPerson(row).roles : []
  })
  const held: readonly string[] = session ? session.account.roles : (roles ?? [])
  return wanted.some((role) => held.includes(role))
}

/** Who says whom officers ask, and how long data are kept. */
export const useSteward = (): boolean => useRole('administrator', 'champion')

/** Contests are answered by the directorate. */
export const useMayAnswer = (): boolean => useRole('hr-director')
