import type { AccountRole } from '../../core/protocol/access/account.ts'
import type { HttpProblem } from './problem.ts'

/** What travels in a body. Lines are JSON texts, one to a line; each kind of line has a schema. */
export type Content =
  | { readonly type: 'application/json'; readonly schema: string }
  | { readonly type: 'application/octet-stream' }
  | { readonly type: 'application/x-ndjson'; readonly lines: readonly { readonly when: string; readonly schema: string }[] }

/**
 * Who may call a route where the server has accounts: anybody; an enrolled tablet, whether or not somebody has signed in on it;
 * whoever has signed in; or who has one of these roles.
 */
export type Who = 'public' | 'tablet' | 'session' | readonly [AccountRole, ...AccountRole[]]

/** What otherwise keeps a session from everything: its tablet was revoked, or its passphrase was made by somebody else. */
export type Hindrance = 'revoked' | 'must-change'

export type RouteShape = {
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** Below `/api`, with a colon before each part that is a parameter. */
  readonly path: string
  readonly summary: string
  readonly access: Who
  /** May be called all the same. */
  readonly even?: readonly Hindrance[]
  /** What every parameter of the path and of the query says. */
  readonly parameters?: { readonly [name: string]: string }
  /** Those of the query that may be left out; all others must be there. */
  readonly optional?: readonly string[]
  readonly takes?: Content
  readonly gives: Content
  /** What it answers with beside 200, where that is no problem. */
  readonly also?: { readonly [status: string]: string }
  readonly problems: readonly HttpProblem[]
  /** The largest body, in bytes; the usual where absent. */
  readonly most?: number
}

/** The problems that a route answers with before it does anything, because of who calls it. */
export const problemsOfAccess = ({ access, even = [] }: Pick<RouteShape, 'access' | 'even'>): readonly HttpProblem[] => {
  if (access === 'public') return []
  const hindrances = (['revoked', 'must-change'] as const).filter((one) => !even.includes(one))
  return ['sign-in', ...hindrances, ...(typeof access === 'string' ? [] : (['not-allowed'] as const))]
}
