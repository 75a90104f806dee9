/*
 * Just enough XML for the few attributes of a workbook that its reader does not hand on. Nothing is ever expanded: an entity that
 * XML itself does not define stays as it is written.
 */

export type Attributes = ReadonlyMap<string, string>

/** Attributes of each tag of that name, in order; a prefix of the tag or of an attribute is left out. */
export const tagsNamed = (name: string, xml: string): readonly Attributes[] =>
  [...xml.matchAll(new RegExp(`<(?:[\\w.-]{1,40}:)?${name}(?=[\\s/>])([^<>]{0,4000})>`, 'g'))].map(([, attributes = '']) =>
    attributesOf(attributes),
  )

export const attributesOf = (text: string): Attributes =>
  new Map(
    [...text.matchAll(/(?:[\w.-]{1,40}:)?([\w.-]{1,40})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g)].map(
      ([, name = '', double, single]) => [name, unescaped(double ?? single ?? '')],
    ),
  )

const entities: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole
    const point = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
