import { databaseNames } from './early.ts'

/** Says that this tablet is enrolled, so that a start need not wait for the browser to list its databases. */
const mark = 'palier.tablet'

/** The tablet's own small database: where it is, this tablet is enrolled. */
const store = 'palier-device'

export type Way =
  /** As ever: no accounts, or none yet. */
  | 'open'
  /** An enrolled tablet asks whose profile it is to open. */
  | 'locked'
  /** A link that makes this a tablet of an administration. */
  | 'entry'

/** Which way a start goes. Waits only where nothing is known of this tablet, and then for what the browser is doing anyway. */
export const wayIn = async ({ hash }: Pick<Location, 'hash'>, marks: Pick<Storage, 'getItem' | 'setItem'>): Promise<Way> => {
  if (marks.getItem(mark) !== null) return 'locked'
  if (/^#(first|enrol)=/.test(hash)) return 'entry'
  if (!(await databaseNames).includes(store)) return 'open'
  marks.setItem(mark, 'enrolled')
  return 'locked'
}

/** From a tablet without accounts to the screens on which it is enrolled, where headquarters has begun to ask who one is. */
export const goToEntry = (): void => {
  location.hash = 'enrol='
  location.reload()
}

/** From here on every start of this tablet is locked. */
export const markEnrolled = (marks: Pick<Storage, 'setItem'>): void => marks.setItem(mark, 'enrolled')

/** In milliseconds. A device that nobody holds yet needs headquarters anyway to begin. */
const patience = 4_000

/** How headquarters lets people in; undefined where it cannot be asked, or has never heard of accounts. */
export const askWhetherAccounts = async (
  ask: typeof fetch = fetch,
): Promise<{ readonly mode: 'open' | 'accounts'; readonly fresh: boolean } | undefined> => {
  try {
    const response = await ask('/api/v1/access', { cache: 'no-store', signal: AbortSignal.timeout(patience) })
    if (!response.ok || !response.headers.get('content-type')?.startsWith('application/json')) return undefined
    const { mode, fresh } = (await response.json()) as { readonly mode?: unknown; readonly fresh?: unknown }
    return mode === 'open' || mode === 'accounts' ? { mode, fresh: fresh === true } : undefined
  } catch {
    return undefined
  }
}
