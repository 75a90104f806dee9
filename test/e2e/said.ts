import type { Page } from 'playwright'
import { textIn } from '../../src/core/domain/text.ts'
import { commentField, ratingField } from '../../src/core/protocol/entities.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import { pilotPack } from '../support/assessments.ts'
import type { Kept } from './stores.ts'

/** What a person said at the screen, and of what the screen itself said that it is saved. */

type Field = 'rating' | 'comment'
type Heard = { readonly what: 'tap' | 'saved'; readonly field: Field; readonly name: string; readonly value: string }
type Tap = { readonly value: string; isSaved: boolean }

export type Said = {
  /** From here on the page tells of every tap and of every *enregistré*, in the order in which they came. */
  readonly listen: (page: Page) => Promise<void>
  /** A tap that was begun; the page may die before it tells of it. */
  readonly begin: (field: Field, name: string, value: string) => void
  /** The page told of a tap just now: the write of it is under way. */
  readonly tapped: () => Promise<void>
  /** The page is dead: what was begun and not told of may have come through or not. */
  readonly end: () => void
  /** By `rating:code` or `comment:code`. */
  readonly taps: ReadonlyMap<string, readonly Tap[]>
  /** Each competency that was tapped as a line of the screen: its name, its choice, its words. */
  readonly lines: (lastOf: (field: string) => string) => readonly string[]
  readonly counts: () => { readonly taps: number; readonly saved: number }
}

export const openSaid = (): Said => {
  const codes = new Map(pilotPack().framework.competencies.map(({ name, code }) => [textIn(name, 'fr'), code]))
  const taps = new Map<string, Tap[]>()
  /** Fields tapped on the page that lives now: what it calls saved of others was said by an earlier one. */
  const fresh = new Set<string>()
  const begun: { readonly key: string; readonly value: string }[] = []
  let awaited: (() => void)[] = []
  const keyOf = (field: Field, name: string): string => {
    const code = codes.get(name)
    if (code === undefined) throw new Error(`no competency is called ${name}`)
    return field === 'rating' ? ratingField(code) : commentField(code)
  }
  const note = (key: string, value: string): void => {
    taps.set(key, [...(taps.get(key) ?? []), { value, isSaved: false }])
  }
  const hear = ({ what, field, name, value }: Heard): void => {
    const key = keyOf(field, name)
    if (what === 'tap') {
      const at = begun.findIndex((one) => one.key === key && one.value === value)
      if (at >= 0) begun.splice(at, 1)
      fresh.add(key)
      note(key, value)
      for (const go of awaited) go()
      awaited = []
      return
    }
    const last = fresh.has(key) ? taps.get(key)?.at(-1) : undefined
    if (last?.value === value) last.isSaved = true
  }
  return {
    listen: async (page) => {
      await page.exposeFunction('palierHeard', hear)
      await page.addInitScript(watchScreen)
    },
    begin: (field, name, value) => begun.push({ key: keyOf(field, name), value }),
    tapped: () => new Promise((resolve) => awaited.push(resolve)),
    end: () => {
      fresh.clear()
      for (const { key, value } of begun.splice(0)) note(key, value)
    },
    taps,
    lines: (lastOf) =>
      [...codes].flatMap(([name, code]) => {
        const [rating, comment] = [ratingField(code), commentField(code)]
        return taps.has(rating) || taps.has(comment) ? [[name, lastOf(rating), lastOf(comment)].join(' | ')] : []
      }),
    counts: () => {
      const all = [...taps.values()].flat()
      return { taps: all.length, saved: all.filter(({ isSaved }) => isSaved).length }
    },
  }
}

/** Runs in the page. Taps are told before the app hears of them, the screen's words as soon as they are drawn. */
const watchScreen = (): void => {
  const tell = (heard: Heard): void => {
    void (globalThis as unknown as { palierHeard: (heard: Heard) => void }).palierHeard(heard)
  }
  const name = (): string => document.querySelector('article h2')?.textContent ?? ''
  addEventListener(
    'input',
    ({ target }) => {
      if (target instanceof HTMLTextAreaElement) tell({ what: 'tap', field: 'comment', name: name(), value: target.value })
      if (target instanceof HTMLInputElement && target.type === 'radio')
        tell({ what: 'tap', field: 'rating', name: name(), value: target.value })
    },
    true,
  )
  addEventListener(
    'click',
    ({ target }) => {
      const button = target instanceof Element && target.closest('article button[aria-pressed="false"]')
      if (button && button.textContent === 'Non observé')
        tell({ what: 'tap', field: 'rating', name: name(), value: 'not-observed' })
    },
    true,
  )
  let before = ''
  const look = (): void => {
    const found = [...document.querySelectorAll('article span')]
      .filter(({ textContent }) => textContent === 'enregistré')
      .flatMap((mark): Heard[] => {
        const level = mark.closest('label')?.querySelector<HTMLInputElement>('input:checked')
        const words = mark.closest('p')?.parentElement?.querySelector('textarea')
        const value = level?.value ?? words?.value ?? 'not-observed'
        return [{ what: 'saved', field: words ? 'comment' : 'rating', name: name(), value }]
      })
    const now = JSON.stringify(found)
    if (now !== before) for (const heard of found) tell(heard)
    before = now
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}

/** The values that operations gave to each field, in the order in which they were made. */
export const valuesIn = (kept: readonly Kept[], assessment: string): ReadonlyMap<string, readonly string[]> => {
  const own = new Map(kept.map((one) => [one.id, JSON.parse(one.text) as Operation]))
  const made = [...own.values()]
    .filter(({ entity }) => entity.kind === 'assessment' && entity.id.startsWith(assessment))
    .sort((a, b) => (a.wall < b.wall ? -1 : 1))
  const values = new Map<string, string[]>()
  for (const { set } of made)
    for (const [field, value] of Object.entries(set))
      if (/^(rating|comment):/.test(field)) values.set(field, [...(values.get(field) ?? []), wordOf(value)])
  return values
}

const wordOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  const { kind, level } = Object(value) as { readonly kind?: string; readonly level?: number }
  return kind === 'level' ? String(level) : (kind ?? '')
}

/** Whether these are the values of all taps that were saved and of some of the others: none missing, none twice. */
export const explains = (taps: readonly Tap[], values: readonly string[]): boolean => {
  let reached = new Set([0])
  for (const { value, isSaved } of taps) {
    const next = new Set<number>()
    for (const place of reached) {
      if (!isSaved) next.add(place)
      if (values[place] === value) next.add(place + 1)
    }
    reached = next
  }
  return reached.has(values.length)
}
