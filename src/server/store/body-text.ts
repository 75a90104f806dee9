/** JSON text of a value as it came, however deep: `JSON.stringify` overflows the stack at a few thousand levels. */
export const bodyText = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch (problem) {
    if (problem instanceof RangeError) return deepText(value)
    throw problem
  }
}

type Todo = { readonly text: string } | { readonly value: unknown }

const deepText = (value: unknown): string => {
  const parts: string[] = []
  const todo: Todo[] = [{ value }]
  for (let next = todo.pop(); next; next = todo.pop()) {
    if ('text' in next) parts.push(next.text)
    else if (next.value === null || typeof next.value !== 'object') parts.push(JSON.stringify(next.value) ?? 'null')
    else for (const piece of piecesOf(next.value).reverse()) todo.push(piece)
  }
  return parts.join('')
}

const piecesOf = (value: object): Todo[] => {
  const isList = Array.isArray(value)
  const pieces: Todo[] = [{ text: isList ? '[' : '{' }]
  for (const [key, inner] of Object.entries(value)) {
    if (pieces.length > 1) pieces.push({ text: ',' })
    if (!isList) pieces.push({ text: `${JSON.stringify(key)}:` })
    pieces.push({ value: inner })
  }
  pieces.push({ text: isList ? ']' : '}' })
  return pieces
}
