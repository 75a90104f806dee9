import { expect, it } from 'vitest'
import { type Journal, readWhole } from '../../../src/client/app/watch-journal.ts'
import { err, ok } from '../../../src/core/domain/result.ts'

const journal = (cause: 'absent' | 'failed', isThere: boolean): Journal =>
  ({ read: async () => err({ problem: 'no-journal', cause, detail: '' }), exists: async () => isThere }) as never

it('holds nothing where the browser keeps no journal, whatever it says when one is opened', async () => {
  expect(await readWhole(undefined)).toEqual({ records: [] })
  for (const cause of ['absent', 'failed'] as const) expect(await readWhole(journal(cause, false))).toEqual({ records: [] })
})

it('may hold anything where there is one that cannot be read now', async () => {
  for (const cause of ['absent', 'failed'] as const) expect(await readWhole(journal(cause, true))).toBeUndefined()
})

it('is all that is read', async () => {
  const content = { records: [{ id: 'op' }], corrupt: [], device: null, heads: [] }
  expect(await readWhole({ read: async () => ok(content) } as never)).toBe(content)
})
