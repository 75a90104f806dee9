import type { OperationId } from '../../core/domain/id.ts'
import type { Database, RefusedEntry } from '../storage/database.ts'
import type { App } from './app.ts'
import { now } from './clock.ts'

/** Those that still ask for somebody: what a person has put away stays on the device, in the record and in every export. */
export const openRefusals = async ({ refused }: Database): Promise<readonly RefusedEntry[]> =>
  (await refused.toArray()).filter(isOpen)

export const isOpen = ({ putAway }: Pick<RefusedEntry, 'putAway'>): boolean => putAway === undefined

/** A warning that cannot be answered is soon not read any more: somebody who dealt with a refusal puts it away. */
export const putAway = async ({ database }: App, id: OperationId): Promise<void> => {
  await database.refused.update(id, { putAway: now() })
}

export const bringBack = async ({ database }: App, id: OperationId): Promise<void> => {
  await database.refused
    .where('id')
    .equals(id)
    .modify((entry) => {
      Reflect.deleteProperty(entry, 'putAway')
    })
}
