/*
 * Just enough XML for the parts of a workbook. Nothing is ever expanded: an entity that XML itself does not define stays
 * as it is written, so declarations of entities, nested or external, have no effect.
 */

export type Element = {
  readonly attributes: ReadonlyMap<string, string>
  /** What stands between the tags, as written. */
  readonly inner: string
}

export type Feed = { readonly push: (piece: string) => boolean; readonly isOverlong: () => boolean }

type Found = { readonly element: Element; readonly from: number; readonly to: number }

/** Elements of one name, with or without a prefix, that do not contain one another. Passes over a text once. */
export const elementsNamed = (name: string) => {
  const opening = new RegExp(`<(?:[\\w.-]{1,40}:)?${name}(?=[\\s/>])([^<>]{0,4000})>`, 'g')
  const closing = new RegExp(`</(?:[\\w.-]{1,40}:)?${name}\\s{0,20}>`, 'g')

  const next = (text: string, at: number): Found | { readonly open: number } | undefined => {
    opening.lastIndex = at
    const open = opening.exec(text)
    if (!open) return undefined
    const [tag, attributes = ''] = open
    if (attributes.endsWith('/'))
      return { element: { attributes: attributesOf(attributes), inner: '' }, from: open.index, to: opening.lastIndex }
    closing.lastIndex = opening.lastIndex
    const close = closing.exec(text)
    if (!close) return { open: open.index }
    const inner = text.slice(open.index + tag.length, close.index)
    return { element: { attributes: attributesOf(attributes), inner }, from: open.index, to: closing.lastIndex }
  }

  const all = (text: string): readonly Element[] => {
    const found: Element[] = []
    for (let at = 0; ; ) {
      const one = next(text, at)
      if (!one || 'open' in one) return found
      found.push(one.element)
      at = one.to
    }
  }

  /** The text without these elements. */
  const without = (text: string): string => {
    let kept = ''
    for (let at = 0; ; ) {
      const one = next(text, at)
      if (!one || 'open' in one) return kept + text.slice(at)
      kept += text.slice(at, one.from)
      at = one.to
    }
  }

  /**
   * Takes a text in pieces. `take` gets each element as soon as it is whole and may answer false to have enough. An element
   * longer than any in a real workbook ends it too, and is not passed over in silence.
   */
  const feed = (take: (element: Element) => boolean, longest: number): Feed => {
    let rest = ''
    const push = (piece: string): boolean => {
      const text = rest + piece
      for (let at = 0; ; ) {
        const one = next(text, at)
        if (!one || 'open' in one) {
          const tag = one ? one.open : text.lastIndexOf('<')
          rest = tag >= at ? text.slice(tag) : ''
          return rest.length <= longest
        }
        if (!take(one.element)) {
          rest = ''
          return false
        }
        at = one.to
      }
    }
    return { push, isOverlong: () => rest.length > longest }
  }

  return { all, without, feed }
}

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/([\w:.-]+)\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g)].map((found) => [
      found[1] ?? '',
      unescapeXml(found[2] ?? found[3] ?? ''),
    ]),
  )

const named: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

export const unescapeXml = (text: string): string =>
  text.includes('&')
    ? text.replaceAll(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
        if (name !== undefined) return named[name] ?? whole
        const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole
      })
    : text
