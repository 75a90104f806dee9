import { useEffect, useRef } from 'react'

export type Shortcuts = {
  readonly level: (level: number) => void
  readonly notObserved: () => void
  readonly comment: () => void
  readonly next: () => void
  readonly previous: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly help: () => void
}

/** Keys for the experienced. Typing in a field is never touched; single letters and digits can be turned off. */
export const useShortcuts = (shortcuts: Shortcuts, single: boolean): void => {
  const latest = useRef({ shortcuts, single })
  useEffect(() => {
    latest.current = { shortcuts, single }
  })
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isWriting(event.target) || document.querySelector('dialog[open]')) return
      const deed = deedOf(event, latest.current.shortcuts, latest.current.single)
      if (!deed) return
      event.preventDefault()
      deed()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

const deedOf = (event: KeyboardEvent, shortcuts: Shortcuts, single: boolean): (() => void) | undefined => {
  const { key } = event
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() !== 'z' || event.altKey) return undefined
    return event.shiftKey ? shortcuts.redo : shortcuts.undo
  }
  if (event.altKey) return undefined
  if (key === 'PageDown') return shortcuts.next
  if (key === 'PageUp') return shortcuts.previous
  if (key === 'Enter') return isPressable(event.target) ? undefined : shortcuts.next
  if (!single) return undefined
  if (/^\d$/.test(key)) return () => shortcuts.level(Number(key))
  const named: { readonly [key: string]: (() => void) | undefined } = {
    n: shortcuts.notObserved,
    c: shortcuts.comment,
    u: shortcuts.undo,
    '?': shortcuts.help,
  }
  return Object.hasOwn(named, key.toLowerCase()) ? named[key.toLowerCase()] : undefined
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])'))

/** Enter already means something here. */
const isPressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('a, button, summary, [role="button"]') !== null
