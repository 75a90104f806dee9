import * as z from 'zod/mini'

/** Why the server refused one operation, or a whole request. Shown through `locales/`: a code with parameters, no prose. */
export const syncProblems = [
  'unreadable',
  'unknown-field',
  'bad-field',
  'id-reused',
  'broken-chain',
  'bad-signature',
  'sealed',
  'foreign-stream',
  'out-of-scope',
  'erased',
  'unseen',
  'level-off-scale',
  'requirement-unknown',
  'entity-unknown',
  'published',
  'too-large',
  'too-deep',
  'upgrade-required',
  'revoked',
] as const

export type SyncProblem = {
  readonly problem: (typeof syncProblems)[number]
  readonly params?: { readonly [name: string]: string | number } | undefined
}

export const problemSchema = z.strictObject({
  problem: z.enum(syncProblems),
  params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
})
