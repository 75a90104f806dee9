/** A place in a text as an editor shows it: both count from 1. */
export type Place = { readonly line: number; readonly column: number }

export const placeOf = (text: string, offset: number): Place => {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}

/** The deepest nesting of brackets outside strings: cheap, and safe on text that is no JSON at all. */
export const nestingOf = (text: string): number => {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (char === '"') at = stringEnd(text, at).end - 1
    else if (char === '{' || char === '[') depth += 1
    else if (char === '}' || char === ']') depth -= 1
    if (depth > deepest) deepest = depth
  }
  return deepest
}

/** What may stand next: a value; a value or the end of an empty list; a key; a key or the end of an empty object; … */
type Next = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

/**
 * Where a text stops being JSON, as an offset; undefined when it is JSON. Engines word their errors differently and some
 * give no place at all, so the place is found here, after `JSON.parse` has refused.
 */
export const jsonErrorAt = (text: string): number | undefined => {
  const open: string[] = []
  let next: Next = 'value'
  for (let at = skipSpace(text, 0); ; at = skipSpace(text, at)) {
    if (at >= text.length) return next === 'nothing' ? undefined : at
    const char = text.charAt(at)
    if (char === '"') {
      const { end, isSound } = stringEnd(text, at)
      if (!isSound) return end
      if (next === 'key' || next === 'key-or-end') next = 'colon'
      else if (next === 'value' || next === 'value-or-end') next = afterValue(open)
      else return at
      at = end
    } else if ('{}[],:'.includes(char)) {
      const follow = afterMark(char, next, open)
      if (!follow) return at
      next = follow
      at += 1
    } else {
      const length = scalarLength(text, at)
      if (length === 0 || (next !== 'value' && next !== 'value-or-end')) return at
      next = afterValue(open)
      at += length
    }
  }
}

const afterValue = (open: readonly string[]): Next => (open.length === 0 ? 'nothing' : 'comma-or-end')

const afterMark = (mark: string, next: Next, open: string[]): Next | undefined => {
  if (mark === '{' || mark === '[') {
    if (next !== 'value' && next !== 'value-or-end') return undefined
    open.push(mark)
    return mark === '{' ? 'key-or-end' : 'value-or-end'
  }
  if (mark === ':') return next === 'colon' ? 'value' : undefined
  const top = open.at(-1)
  if (mark === ',') return next !== 'comma-or-end' ? undefined : top === '{' ? 'key' : 'value'
  const fits = top === (mark === '}' ? '{' : '[')
  const mayEnd = next === 'comma-or-end' || next === (mark === '}' ? 'key-or-end' : 'value-or-end')
  if (!fits || !mayEnd) return undefined
  open.pop()
  return afterValue(open)
}

/** The offset after a string's closing quote; where it is not sound, the offset of what breaks it. */
const stringEnd = (text: string, from: number): { end: number; isSound: boolean } => {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (char === 0x22) return { end: at + 1, isSound: true }
    if (char < 0x20) return { end: at, isSound: false }
    if (char === 0x5c) {
      escapeSequence.lastIndex = at
      if (!escapeSequence.test(text)) return { end: at, isSound: false }
      at = escapeSequence.lastIndex - 1
    }
  }
  return { end: text.length, isSound: false }
}

const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y

const scalarLength = (text: string, at: number): number => {
  scalar.lastIndex = at
  return scalar.test(text) ? scalar.lastIndex - at : 0
}

const skipSpace = (text: string, from: number): number => {
  let at = from
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1
  return at
}
