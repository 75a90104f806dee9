/** Lower case, without accents or apostrophes: what hands type in a hurry. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’'‘`-]/g, ' ')
    .toLowerCase()
    .trim()

/** True when every word asked for begins some word of the text, in any order: « traore awa » finds « Awa TRAORÉ ». */
export const matches = (asked: string, text: string): boolean => {
  const held = plain(text).split(/\s+/)
  return plain(asked)
    .split(/\s+/)
    .every((word) => held.some((other) => other.startsWith(word)))
}
