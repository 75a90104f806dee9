import type { AssignmentId } from '../../core/domain/id.ts'
import { keyOf } from '../storage/database.ts'
import type { App } from './app.ts'

/** Officers whose rows were asked for since the page was opened: what is missing of them is nowhere. */
const asked = new Set<string>()

export const askedFor = (id: string): void => void asked.add(id)

/** Whether one officer's rows are still to be asked for: the columns tell of work that is not here. */
export const isOnDemand = async ({ database }: App, id: AssignmentId): Promise<boolean> => {
  if (asked.has(id) || (await database.segments.count()) === 0) return false
  return (await database.rows.where('key').startsWith(keyOf('assessment', id)).count()) === 0
}

/** The whole id of an assignment that is here, by the beginning that columns have of it. */
export const wholeId = async ({ database }: App, beginning: string): Promise<AssignmentId | undefined> => {
  const key = await database.rows.where('key').startsWith(keyOf('assignment', beginning)).primaryKeys()
  return key[0]?.slice(keyOf('assignment', '').length) as AssignmentId | undefined
}
