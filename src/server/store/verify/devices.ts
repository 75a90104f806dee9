import type { Kysely } from 'kysely'
import type { Operation } from '../../../core/protocol/operation.ts'
import type { Tables } from '../schema.ts'
import type { Report } from './finding.ts'

export type DeviceChains = {
  readonly add: (operation: Operation, hash: string) => void
  /** Work whose text is gone: what follows it follows its hash. */
  readonly erased: (hash: string) => void
}

/**
 * Each operation names the hash of the one before it on its device. Where two name the same one, a copy of the device went its
 * own way: random ids make that harmless, so it is a note. So is a link that leads to work that has not come, or was refused.
 */
export const openDeviceChains = () => {
  const hashes = new Set<string>()
  const followed = new Map<string, string>()
  const forks: { readonly id: string; readonly other: string }[] = []
  const add = ({ id, device, prev, lsn }: Operation, hash: string): void => {
    hashes.add(hash)
    if (prev === '' && lsn !== 1) return
    const link = prev === '' ? `first of ${device}` : prev
    const other = followed.get(link)
    if (other !== undefined) forks.push({ id, other })
    followed.set(link, id)
  }
  const tell = async (trx: Kysely<Tables>, report: Report): Promise<void> => {
    for (const { hash } of await trx.selectFrom('quarantine').select('hash').execute()) hashes.add(hash)
    for (const { id, other } of forks)
      report.note('operation', id, 'body', `follows the same work as ${other}: its device was copied`)
    for (const [link, id] of followed)
      if (!link.startsWith('first of ') && !hashes.has(link))
        report.note('operation', id, 'body', 'follows work that has not come')
  }
  return { add, erased: (hash: string) => void hashes.add(hash), tell }
}
