import { describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../src/client/storage/database.ts'
import { forgetReceipts, keepReceipts, receiptFor, receiptsBetween } from '../../../src/client/storage/receipts.ts'
import { leavesOf, type Receipt, rootFrom, rootOf } from '../../../src/core/protocol/receipt.ts'
import { operation, receipt } from '../../support/operations.ts'
import { openSealed } from '../../support/sealed-database.ts'

let opened = 0

/** Keeps what one reply told of so many assessments, from the first on. */
const told = async (
  database: Database,
  count: number,
  { from = 0, seq = 1, epoch = 'e-1' } = {},
): Promise<readonly Receipt[]> => {
  const receipts = Array.from({ length: count }, (_, at) => receipt(operation(), { seq: seq + at }))
  const answers = receipts.map((one, at) => ({ entity: keyAt(from + at), receipt: one, leaf: at }))
  const proven = { epoch, signature: `signed ${seq}`, leaves: leavesOf(receipts), answers }
  await database.transaction('rw', [database.receipts, database.answers], () => keepReceipts(database, proven))
  return receipts
}

const keyAt = (at: number): string => `assessment:a-${String(at).padStart(2, '0')}`

const kinds = [
  ['a database', openDatabase],
  ['a sealed database', openSealed],
] as const

describe.each(kinds)('the latest receipt of each entity in %s', (_, open) => {
  const fresh = (): Database => {
    opened += 1
    return open(`receipts-${opened}`)
  }

  it.each([1, 7, 8, 30])('is found with what proves it, %i of one reply', async (count) => {
    const database = fresh()
    const receipts = await told(database, count)
    const found = await receiptsBetween(database, keyAt(0), keyAt(99))
    expect([...found.keys()].sort()).toEqual(receipts.map((__, at) => keyAt(at)))
    for (const { receipt: one, proof } of found.values()) expect(rootFrom(one, proof.path)).toBe(rootOf(receipts))
    expect([await database.answers.count(), await database.receipts.count()]).toEqual(count < 8 ? [0, count] : [1, 0])
  })

  it('is the later one, alone or among many', async () => {
    const database = fresh()
    await told(database, 2, { seq: 1 })
    await told(database, 10, { seq: 100 })
    expect((await receiptFor(database, keyAt(1)))?.receipt.seq).toBe(101)
    await told(database, 1, { from: 1, seq: 200 })
    expect((await receiptFor(database, keyAt(1)))?.receipt.seq).toBe(200)
    expect((await receiptFor(database, keyAt(0)))?.receipt.seq).toBe(100)
    await told(database, 9, { seq: 5, epoch: 'e-2' })
    const after = await receiptFor(database, keyAt(1))
    expect([after?.receipt.seq, after?.proof.epoch]).toEqual([6, 'e-2'])
  })

  it('goes for one entity and stays, proven, for its neighbours', async () => {
    const database = fresh()
    const receipts = await told(database, 9)
    await database.transaction('rw', [database.receipts, database.answers], () => forgetReceipts(database, [keyAt(3)]))
    expect(await receiptFor(database, keyAt(3))).toBeUndefined()
    const left = await receiptFor(database, keyAt(4))
    expect(left && rootFrom(left.receipt, left.proof.path)).toBe(rootOf(receipts))
    const rest = receipts.map((__, at) => keyAt(at))
    await database.transaction('rw', [database.receipts, database.answers], () => forgetReceipts(database, rest))
    expect(await database.answers.count()).toBe(0)
  })
})
