/** What JSON can carry. Absent is absent: `undefined` never travels. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One text for one value: keys sorted, no white space. Two equal contents have the same canonical text on every machine. */
export const canonical = (value: Json): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** The deepest nesting of arrays and objects, counted no further than `cap`: a bomb costs no more than a small document. */
export const depthOf = (value: unknown, cap: number): number => {
  if (value === null || typeof value !== 'object') return 0
  if (cap === 0) return 1
  let deepest = 0
  for (const name in value) {
    const inner = (value as { readonly [name: string]: unknown })[name]
    if (inner === null || typeof inner !== 'object') continue
    const depth = depthOf(inner, cap - 1)
    if (depth > deepest) deepest = depth
    if (deepest === cap) break
  }
  return deepest + 1
}
