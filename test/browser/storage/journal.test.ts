import { describe, expect, it } from 'vitest'
import { cdp } from 'vitest/browser'
import type { Journal } from '../../../src/client/storage/journal/journal.ts'
import { openJournal } from '../../../src/client/storage/journal/open-journal.ts'
import { append, contentsOfJournal, journalContract, piece } from '../../contract/journal.ts'
import { opfsPlace } from '../../support/opfs-place.ts'

journalContract('the private file system of a real Chromium', opfsPlace)

type Session = { readonly send: (method: string, parameters?: object) => Promise<unknown> }

/** What this site may keep from here on: not one byte more than it does, or as much as before. */
const limitStorage = (limited: boolean): Promise<unknown> =>
  (cdp() as unknown as Session).send('Storage.overrideQuotaForOrigin', {
    origin: location.origin,
    ...(limited ? { quotaSize: 1 } : {}),
  })

const appendUntilFull = async (journal: Journal, from: number) => {
  const taken = []
  for (let lsn = from; ; lsn += 1) {
    const next = piece(lsn, 'tablet-1', 'mot '.repeat(120))
    const done = await journal.append([next])
    if (!done.ok) return { taken, cause: done.problem.cause }
    taken.push(next)
  }
}

describe('a journal whose site has reached its quota', () => {
  it('takes a hundred taps more into the room it kept, then says that it is full, and has each that it took', async () => {
    const { name } = await opfsPlace()
    const journal = openJournal(name)
    const first = piece(1)
    await append(journal, [first])
    await contentsOfJournal(journal)
    await limitStorage(true)
    try {
      const { taken, cause } = await appendUntilFull(journal, 2)
      expect(cause).toBe('full')
      expect(taken.length).toBeGreaterThan(100)
      await journal.close()
      const next = openJournal(name)
      const { records, corrupt } = await contentsOfJournal(next)
      expect(records).toEqual([first, ...taken])
      expect(corrupt).toEqual([])
      await next.close()
    } finally {
      await limitStorage(false)
    }
  })
})

describe('a journal in the middle of a start', () => {
  it('takes what comes before it is open, in order, and answers each when it is on the disk', async () => {
    const { name } = await opfsPlace()
    const journal = openJournal(name)
    const work = Array.from({ length: 20 }, (_, i) => piece(i + 1))
    const done = await Promise.all(work.map((each) => journal.append([each])))
    expect(done.every(({ ok }) => ok)).toBe(true)
    expect((await contentsOfJournal(journal)).records).toEqual(work)
    await journal.close()
  })

  it('opens for ten tabs at once without losing a piece of any', async () => {
    const { name } = await opfsPlace()
    const tabs = Array.from({ length: 10 }, () => openJournal(name))
    const work = tabs.map((_, i) => piece(i + 1))
    await Promise.all(tabs.map((tab, i) => append(tab, work.slice(i, i + 1))))
    for (const tab of tabs) expect((await contentsOfJournal(tab)).records).toEqual(work)
    await Promise.all(tabs.map((tab) => tab.close()))
    const next = openJournal(name)
    expect((await contentsOfJournal(next)).records).toEqual(work)
    await next.close()
  })

  it('is absent, and says so, where nothing can be opened', async () => {
    const closed = openJournal((await opfsPlace()).name)
    await closed.close()
    const done = await closed.append([piece(1)])
    expect(!done.ok && done.problem.cause).toBe('absent')
  })
})
