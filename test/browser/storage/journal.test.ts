import { describe, expect, it } from 'vitest'
import { cdp } from 'vitest/browser'
import type { Answer, Asked } from '../../../src/client/storage/journal/calls.ts'
import type { Journal } from '../../../src/client/storage/journal/journal.ts'
import { openJournal } from '../../../src/client/storage/journal/open-journal.ts'
import { append, contentsOfJournal, journalContract, piece } from '../../contract/journal.ts'
import { sealingFor } from '../../support/courier-keys.ts'
import { opfsPlace } from '../../support/opfs-place.ts'

journalContract('the private file system of a real Chromium', () => opfsPlace())
journalContract('the private file system of a real Chromium, sealed', async () => opfsPlace((await sealingFor()).sealing))

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

describe('a tab that is killed while its journal writes itself anew', () => {
  /** The journal's own worker, which can be ended at any moment. */
  const openWorker = (folder: string) => {
    const worker = new Worker(new URL('../../../src/client/storage/journal/journal.worker.ts', import.meta.url), {
      type: 'module',
    })
    worker.postMessage({ folder })
    let number = 0
    const ask = (call: { readonly call: string }): Promise<Answer> =>
      new Promise((resolve) => {
        number += 1
        const asked = { ...call, number } as Asked
        worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => data.number === asked.number && resolve(data))
        worker.postMessage(asked)
      })
    return { ask, kill: () => worker.terminate() }
  }

  it('leaves whatever was unsettled whole, at whichever moment it ends', { timeout: 60_000 }, async () => {
    // What stays is much: writing it anew takes some time, and begins when all of it has been read.
    const work = Array.from({ length: 800 }, (_, i) => piece(i + 1, 'tablet-1', 'mot '.repeat(300)))
    const settling = 420
    const left: number[] = []
    const killedAfter = async (moment: number): Promise<void> => {
      const place = await opfsPlace()
      const tab = openWorker(place.name)
      await tab.ask({ call: 'append', records: work } as { readonly call: string })
      const settled = tab.ask({ call: 'settle', ids: work.slice(0, settling).map(({ id }) => id) } as { readonly call: string })
      await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 1_000))])
      await new Promise((resolve) => setTimeout(resolve, moment))
      tab.kill()
      left.push(
        await place.files().then(
          (files) => files.length,
          () => 2,
        ),
      )
      const next = openJournal(place.name)
      const { records, corrupt } = await contentsOfJournal(next)
      expect(records, `killed after ${moment} ms`).toEqual(work.slice(settling))
      expect(corrupt).toEqual([])
      await next.close()
    }
    // How long it takes depends on the machine: between those moments, where none of them was right.
    for (let turn = 0; turn < 3 && !left.includes(2); turn += 1)
      for (const moment of [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 23, 26, 30, 35, 40, 50, 60]) await killedAfter(moment + turn)
    // Both files were there, or one was just going: the moments were the right ones.
    expect(left).toContain(2)
  })
})
