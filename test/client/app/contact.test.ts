import { afterEach, expect, it, vi } from 'vitest'
import { forgetContact, noteContact, useContact } from '../../../src/client/app/contact.ts'
import { whenRevoked } from '../../../src/client/app/when-revoked.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { ok } from '../../../src/core/domain/result.ts'

afterEach(forgetContact)

it('calls for the erasure when headquarters says so, and not because it said so to somebody before', async () => {
  useContact.getState().end({ problem: 'revoked' })
  const erase = vi.fn(async () => undefined)
  const stop = whenRevoked(erase)
  useContact.getState().start()
  useContact.getState().advance({ settled: 1, taken: 0 } as never)
  expect(erase).not.toHaveBeenCalled()
  useContact.getState().end({ problem: 'revoked' })
  useContact.getState().end({ problem: 'revoked' })
  expect(erase).toHaveBeenCalledTimes(1)
  // The last look found more; the next contact says so again.
  await vi.waitFor(() => {
    useContact.getState().end({ problem: 'revoked' })
    expect(erase).toHaveBeenCalledTimes(2)
  })
  stop()
})

it('writes down when headquarters was last heard, and how far the clock was off when it answered', async () => {
  const database = openDatabase('contact')
  const heard = { time: '2026-11-22T09:00:00.000Z', offset: -1500, settled: 0, taken: 0 }
  await noteContact(database, ok(heard), '2026-11-22T09:07:00.000Z')
  expect((await database.meta.get('contact'))?.value).toEqual({
    at: '2026-11-22T09:07:00.000Z',
    serverTime: heard.time,
    offset: -1500,
  })
})

it('keeps nothing of one profile’s contact for the next', () => {
  useContact.getState().start()
  useContact.getState().advance({ settled: 3, taken: 2 } as never)
  useContact.getState().end({ problem: 'signed-out' })
  forgetContact()
  expect(useContact.getState()).toMatchObject({
    phase: 'resting',
    settled: 0,
    progress: null,
    problem: null,
    stuck: [],
    heard: null,
  })
})
