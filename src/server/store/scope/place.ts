/**
 * What a cursor says beside the place: in which part of the stream it was given, and how far rows up to it were told again since
 * that became another one. Whoever changes it is told less or more of what he may see, and no more than that: it needs no seal.
 */
export type Place = { readonly proof: string; readonly part: string; readonly again: number | undefined }

const proofLength = 32
const partLength = 12

export const placeIn = (text: string): Place => {
  const again = text.slice(proofLength + partLength)
  return {
    proof: text.slice(0, proofLength),
    part: text.slice(proofLength, proofLength + partLength),
    again: again === '' ? undefined : Number.parseInt(again, 36) || 0,
  }
}

/** A session that sees a stream whole has a bare proof; as it comes to do so, `again` stands behind dashes. */
export const placeText = (proof: string, part: string, again?: number): string =>
  again === undefined ? proof + part : proof + part.padEnd(partLength, '-') + again.toString(36)

/** The part, whatever stands in its place. */
export const partIn = ({ part }: Place): string => (/^-+$/.test(part) ? '' : part)
