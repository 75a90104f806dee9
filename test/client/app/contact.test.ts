import { afterEach, expect, it, vi } from 'vitest'
import { forgetContact, useContact, whenRevoked } from '../../../src/client/app/contact.ts'

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
