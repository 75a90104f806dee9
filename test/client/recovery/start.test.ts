import { describe, expect, it } from 'vitest'
import { lossOf, onceItAnswers } from '../../../src/client/app/loss.ts'
import { replacedBy, strand } from '../../../src/client/app/stranded.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import type { Draft } from '../../../src/client/storage/draft.ts'
import { openInTime } from '../../../src/client/storage/opening.ts'

const named = (name: string): Error => Object.assign(new Error('at the start'), { name })

describe('a start that fails', () => {
  it('is a matter of storage where the database does not open, and a defect where anything else breaks', () => {
    for (const name of ['UnknownError', 'OpenFailedError', 'InvalidStateError']) expect(lossOf(named(name))).toBe('unreadable')
    expect(lossOf(named('QuotaExceededError'))).toBe('full')
    expect(lossOf(Object.assign(named('OpenFailedError'), { inner: named('QuotaExceededError') }))).toBe('full')
    expect(lossOf(named('TypeError'))).toBeUndefined()
    expect(lossOf('out of the blue')).toBeUndefined()
  })

  it('is told, and not waited for, where the database neither opens nor fails', async () => {
    const database = openDatabase('never-opens')
    database.open = (() => new Promise(() => undefined)) as unknown as typeof database.open
    const error = await openInTime(database, 20).catch((reason: unknown) => reason)
    expect(lossOf(error)).toBe('slow')
  })

  it('goes on by itself once the database answers after all, and never where it fails in the end', async () => {
    const late = async (ending: 'opens' | 'fails'): Promise<boolean> => {
      let end = (): void => undefined
      const database = openDatabase('opens-late')
      database.open = (() =>
        new Promise((resolve, reject) => {
          end = () => (ending === 'opens' ? resolve(undefined) : reject(named('UnknownError')))
        })) as unknown as typeof database.open
      const error = await openInTime(database, 20).catch((reason: unknown) => reason)
      let gone = false
      onceItAnswers(error, () => {
        gone = true
      })
      expect(gone).toBe(false)
      end()
      await new Promise((next) => setTimeout(next))
      return gone
    }
    expect(await late('opens')).toBe(true)
    expect(await late('fails')).toBe(false)
    onceItAnswers(named('UnknownError'), () => expect.unreachable())
  })
})

describe('work that only the journal took', () => {
  const draft = (id: string, set: Draft['set'], entity = 'a-1'): Draft =>
    ({
      id,
      kind: 'edit',
      entity: { kind: 'assessment', id: entity },
      stream: 's',
      author: null,
      set,
      wall: '',
    }) as unknown as Draft

  it('is given up once every value of it was said again, and not before', () => {
    strand([draft('first', { origin: 1, valuation: 2 }), draft('second', { origin: 3 }, 'a-2')])
    expect(replacedBy([draft('x', { origin: 1 })])).toEqual([])
    expect(replacedBy([draft('x', { origin: 1 }, 'a-3')])).toEqual([])
    expect(replacedBy([draft('x', { valuation: 4 })])).toEqual(['first'])
    expect(replacedBy([draft('x', { origin: 3 }, 'a-2')])).toEqual(['second'])
    expect(replacedBy([draft('x', { origin: 3 }, 'a-2')])).toEqual([])
  })

  it('was said again by one later word, however often it failed before', () => {
    strand([draft('once', { origin: 1 })])
    strand([draft('twice', { origin: 2 })])
    expect(replacedBy([draft('x', { origin: 2 })])).toEqual(['once', 'twice'])
  })
})
