import type { Dispute } from '../../app/disputes.ts'

type Disputed = { readonly kind: string; readonly id: string; readonly assignment?: string | undefined } & Pick<Dispute, 'about'>

/** The screen on which something is settled. Answers before any signature are settled where the assessment is read. */
export const settleAddress = ({ kind, id, assignment, about }: Disputed): string | undefined => {
  if (kind !== 'assessment') return `/sync/settle/${kind}/${id}`
  if (!assignment) return undefined
  return about === 'answers' ? `/assess/${assignment}/review` : `/assess/${assignment}/settle`
}
