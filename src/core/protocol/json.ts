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
  let layer: unknown[] = [value]
  for (let depth = 0; depth <= cap; depth += 1) {
    const next: unknown[] = []
    for (const item of layer)
      if (item !== null && typeof item === 'object') for (const inner of Object.values(item)) next.push(inner)
    if (layer.every((item) => item === null || typeof item !== 'object')) return depth
    layer = next
  }
  return cap + 1
}
