/** A cell as it was meant: composed accents, ordinary single spaces, nothing invisible, nothing around it. */
export const cleaned = (cell: string): string =>
  cell
    .normalize('NFC')
    .replaceAll(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** Words to compare by: without accents, case, punctuation. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The candidate most like a text, by the letter pairs they share (Dice's coefficient); undefined where there are none. */
export const nearest = <Candidate>(
  text: string,
  candidates: readonly Candidate[],
  namesOf: (candidate: Candidate) => readonly string[],
): Candidate | undefined => {
  const wanted = pairs(text)
  let best: { candidate: Candidate; likeness: number } | undefined
  for (const candidate of candidates)
    for (const name of namesOf(candidate)) {
      const likeness = dice(wanted, pairs(name))
      if (!best || likeness > best.likeness) best = { candidate, likeness }
    }
  return best?.candidate
}

const pairs = (text: string): ReadonlySet<string> => {
  const padded = ` ${folded(text).slice(0, 200)} `
  return new Set(Array.from({ length: padded.length - 1 }, (_, i) => padded.slice(i, i + 2)))
}

const dice = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size)
