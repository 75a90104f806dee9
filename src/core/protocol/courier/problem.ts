/** Why a sealed outbox was not taken. */
export const courierProblems = [
  /** It is some other file. */
  'not-ours',
  /** It is sealed to the key of another headquarters, or to one that this headquarters had before. */
  'another-server',
  /** Something in it is not as it was written. */
  'tampered',
  /** Its end is missing. */
  'cut',
  'too-large',
  'too-deep',
  /** A later release made it. */
  'newer-version',
] as const

export type CourierProblem = { readonly problem: (typeof courierProblems)[number] }
