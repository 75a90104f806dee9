import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lockWhenLeft } from '../../../src/client/app/auto-lock.ts'
import { isTooLong } from '../../../src/client/app/offline-age.ts'
import type { Database } from '../../../src/client/storage/database.ts'
import { openSealed } from '../../support/sealed-database.ts'

const settings = { idleMinutes: 5, hiddenSeconds: 30 }
const minute = 60_000

describe('an open profile that is left alone', () => {
  let time = 0
  let wall = 0
  let locked = 0
  let stop = (): void => undefined
  const see = (state: DocumentVisibilityState): void => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
    document.dispatchEvent(new Event('visibilitychange'))
  }
  const begin = (): void => {
    stop = lockWhenLeft({ settings: () => settings, lock: () => (locked += 1), clock: () => time, wall: () => wall })
  }
  beforeEach(() => {
    vi.useFakeTimers()
    time = 0
    wall = 1_000_000
    locked = 0
    begin()
  })
  afterEach(() => {
    stop()
    vi.restoreAllMocks()
    vi.useRealTimers()
  })
  const pass = (milliseconds: number, onTheWall = milliseconds): void => {
    time += milliseconds
    wall += onTheWall
    vi.advanceTimersByTime(5_000)
  }

  it('locks after five minutes without a touch or a key, and each of them begins them anew', () => {
    pass(4 * minute)
    dispatchEvent(new Event('pointerdown'))
    pass(4 * minute)
    dispatchEvent(new Event('keydown'))
    pass(4 * minute)
    expect(locked).toBe(0)
    pass(minute)
    expect(locked).toBeGreaterThan(0)
  })

  it('locks though the clock was set back, and though the tablet slept', () => {
    pass(5 * minute, -60 * minute)
    expect(locked).toBe(1)
    stop()
    begin()
    pass(0, 5 * minute)
    expect(locked).toBe(2)
  })

  it('locks at the touch that wakes a tablet, before any timer has looked', () => {
    time += 6 * minute
    dispatchEvent(new Event('pointerdown'))
    expect(locked).toBe(1)
  })

  it('locks out of sight after a glance elsewhere, and not before', () => {
    see('hidden')
    pass(20_000)
    see('visible')
    expect(locked).toBe(0)
    see('hidden')
    pass(31_000)
    expect(locked).toBeGreaterThan(0)
  })
})

describe('the age of downloaded data', () => {
  const day = 86_400_000
  const heard = async (days: number) => {
    const database = openSealed(`age-${Math.random()}`)
    const at = new Date(Date.now() - days * day).toISOString()
    await database.meta.put({ key: 'contact', value: { at, serverTime: at, offset: 0 } })
    return database
  }

  it('is too much after as many days as headquarters says', async () => {
    expect(await isTooLong(await heard(44), 45)).toBe(false)
    expect(await isTooLong(await heard(46), 45)).toBe(true)
    expect(await isTooLong(await heard(46), 60)).toBe(false)
  })

  it('is no less when the clock is set back', async () => {
    const database = await heard(46)
    expect(await isTooLong(database, 45)).toBe(true)
    vi.useFakeTimers({ now: Date.now() - 40 * day, toFake: ['Date'] })
    expect(await isTooLong(database, 45)).toBe(true)
    vi.useRealTimers()
  })

  const hear = (database: Database, serverTime = Date.now()) => {
    const at = new Date().toISOString()
    return database.meta.put({
      key: 'contact',
      value: { at, serverTime: new Date(serverTime).toISOString(), offset: Date.now() - serverTime },
    })
  }

  it('begins anew with a contact, however far ahead the clock once was', async () => {
    const database = await heard(1)
    const present = Date.now()
    vi.useFakeTimers({ now: present + 3_000 * day, toFake: ['Date'] })
    expect(await isTooLong(database, 45)).toBe(true)
    vi.setSystemTime(present)
    expect(await isTooLong(database, 45)).toBe(true)
    await hear(database)
    expect(await isTooLong(database, 45)).toBe(false)
    vi.setSystemTime(present + 46 * day)
    expect(await isTooLong(database, 45)).toBe(true)
    vi.useRealTimers()
  })

  it('is told by headquarters’ time where the clock was ahead at the contact and was put right', async () => {
    const database = await heard(1)
    const present = Date.now()
    vi.useFakeTimers({ now: present + 3_000 * day, toFake: ['Date'] })
    await hear(database, present)
    expect(await isTooLong(database, 45)).toBe(false)
    vi.setSystemTime(present + 44 * day)
    expect(await isTooLong(database, 45)).toBe(false)
    vi.setSystemTime(present + 46 * day)
    expect(await isTooLong(database, 45)).toBe(true)
    vi.useRealTimers()
  })
})
