/** Why a request about accounts, tablets or sessions was not answered. Shown through `locales/`: a code, no prose. */
export const accessProblems = [
  'sign-in',
  'wrong-credentials',
  'passphrase-expired',
  'must-change',
  'not-allowed',
  'out-of-scope',
  'revoked',
  'other-device',
  'wrong-code',
  'code-used',
  'code-expired',
  'too-many-tries',
  'name-taken',
  'last-administrator',
  'passphrase-short',
  'passphrase-common',
  'passphrase-name',
  'no-administration',
  'not-demonstration',
  'no-accounts',
] as const

export type AccessProblem = (typeof accessProblems)[number]
