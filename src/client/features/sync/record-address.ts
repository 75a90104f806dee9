import type { Dispute } from '../../app/disputes.ts'

type Disputed = { readonly kind: string; readonly id: string; readonly assignment?: string | undefined } & Pick<Dispute, 'about'>

/** An id in an address: one with a dot in it would be taken for a file, which nobody answers for without a network. */
const inAddress = (id: string): string => id.replaceAll('.', '~')

export const idInAddress = (part: string): string => part.replaceAll('~', '.')

export const recordAddress = (kind: string, id: string): string => `/sync/record/${kind}/${inAddress(id)}`

export const receiptAddress = (assessment: string): string => `/sync/receipt/${inAddress(assessment)}`

/** The screen on which something is settled. Answers before any signature are settled where the assessment is read. */
export const settleAddress = ({ kind, id, assignment, about }: Disputed): string | undefined => {
  if (kind !== 'assessment') return `/sync/settle/${kind}/${inAddress(id)}`
  if (!assignment) return undefined
  return about === 'answers' ? `/assess/${assignment}/review` : `/assess/${assignment}/settle`
}
