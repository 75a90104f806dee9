import { err, ok, type Result } from '../../core/domain/result.ts'
import type { OwnSession } from '../../core/protocol/access/sessions.ts'
import type { AskProblem } from '../access/ask.ts'
import { changePassphrase, endSession, me, sessions, signIn } from '../access/calls.ts'
import { accountRoles, changeAccount } from './accounts.ts'
import type { App } from './app.ts'
import { type EntryProblem, headquarters, heldAccount } from './entry.ts'
import { useSession } from './session.ts'
import { deviceSigner } from './signing.ts'

export type { OwnSession } from '../../core/protocol/access/sessions.ts'

/*
 * What a holder does with the own session. Each begins at headquarters: what it refuses changes nothing on this tablet.
 */

const nobody = { problem: 'sign-in' } as const

/** Changes the passphrase at headquarters, then wraps the key of this profile anew. */
export const changeOwnPassphrase = async (old: string, next: string): Promise<Result<void, EntryProblem>> => {
  const { session } = useSession.getState()
  if (!session) return err(nobody)
  const changed = await changePassphrase(headquarters, session.token(), { old, next })
  return changed.ok ? session.changePassphrase(old, next) : changed
}

/** Headquarters has let its holder in again; nothing of the profile has changed yet. */
export type Renewed = {
  readonly passphrase: string
  readonly token: string
  readonly offlineDays: number
  readonly account: Known
}

/**
 * Signs in again where the session has ended: same profile, same device, nothing of the work touched. Answers with
 * what headquarters gave where the passphrase was for one use: its holder chooses the own one before anything is sent.
 */
export const renewSession = async (
  { database, identity }: App,
  passphrase: string,
): Promise<Result<Renewed | undefined, EntryProblem>> => {
  const { session } = useSession.getState()
  const [signer, named] = await Promise.all([deviceSigner(database), database.meta.get('device')])
  if (!session || !signer) return err(nobody)
  const { account, tablet } = session
  const known = await signIn(headquarters, tablet.token, {
    name: account.name,
    passphrase,
    // A device may have taken a new name since this page was opened [D10].
    device: typeof named?.value === 'string' ? named.value : identity.device,
    key: signer.key,
  })
  if (!known.ok) return known
  const renewed = { ...known.value, passphrase }
  if (renewed.account.mustChange) return ok(renewed)
  await takeUp(renewed)
  return ok(undefined)
}

/** Puts an own passphrase in the place of the one for one use, at headquarters and before this profile, then goes on. */
export const renewWithOwn = async (renewed: Renewed, next: string): Promise<Result<void, EntryProblem>> => {
  const changed = await changePassphrase(headquarters, renewed.token, { old: renewed.passphrase, next })
  if (!changed.ok) return changed
  await takeUp({ ...renewed, passphrase: next, account: { ...renewed.account, mustChange: false } })
  return ok(undefined)
}

/** What headquarters takes opens the profile as well from here on: one passphrase for both, whatever was before. */
const takeUp = async ({ passphrase, token, offlineDays, account }: Renewed): Promise<void> => {
  const { session } = useSession.getState()
  await session?.renew({ token, offlineDays, account: heldAccount(account) })
  await session?.takePassphrase(passphrase)
}

/**
 * Asks headquarters what the account may do now: roles and units can have changed while the tablet was away. An administrator
 * who has just begun an administration becomes its champion in name as well: the account gets the person made for it.
 */
export const refreshAccount = async (app: App): Promise<void> => {
  const { session } = useSession.getState()
  const known = session && (await me(headquarters, session.token()))
  if (!known?.ok) return
  const { account, offlineDays } = known.value
  const isBeginning = account.person === null && account.roles.includes('administrator') && app.identity.person !== null
  const settled = isBeginning ? await asChampion(app, account) : account
  if (settled) await session?.renew({ account: heldAccount(settled), offlineDays })
}

/** Where the holder is signed in, as headquarters knows it. */
export const ownSessions = async (): Promise<Result<readonly OwnSession[], AskProblem>> => {
  const { session } = useSession.getState()
  const found = await sessions(headquarters, session?.token() ?? '')
  return found.ok ? ok(found.value.sessions) : found
}

/** Ends the own session on another device. What waits there stays, until its holder signs in there again. */
export const endOwnSession = (device: string): Promise<Result<{ readonly done: true }, AskProblem>> =>
  endSession(headquarters, useSession.getState().session?.token() ?? '', device)

type Known = Parameters<typeof heldAccount>[0]

/** Headquarters must know the person first. Undefined where it cannot be asked now: the next start asks again. */
const asChampion = async (app: App, account: Known): Promise<Known | undefined> => {
  const contact = await app.runner.now()
  if (!contact.ok) return undefined
  const roles = accountRoles.filter((role) => role === 'champion' || account.roles.includes(role))
  const changed = await changeAccount(account.id, { person: app.identity.person, roles })
  return changed.ok ? changed.value : undefined
}
