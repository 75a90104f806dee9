import { err, ok, type Result } from '../../core/domain/result.ts'
import { enrolmentCode } from '../../core/protocol/access/enrolment-code.ts'
import { type Ask, type AskProblem, askOver } from '../access/ask.ts'
import { changePassphrase, enrol, first, signIn } from '../access/calls.ts'
import type { EntryPort, HeldAccount, NewDevice, UnlockProblem } from '../vault/lock-port.ts'

export type { EntryPort, LockPort, ProfileCard, SealedFile, Tries, UnlockProblem } from '../vault/lock-port.ts'

/** Why somebody is not in yet. Nothing that was there before is touched by any of them. */
export type EntryProblem = AskProblem | UnlockProblem | { readonly problem: 'not-enrolled' }

/** What the screens before the work need: the vault’s side, the way to headquarters, and this release’s name. */
export type Entry = { readonly port: EntryPort; readonly app: string; readonly ask?: Ask }

export const headquarters = askOver('/api/v1')

/** What the first administrator says of the person and of this tablet. */
export type FirstAnswers = {
  readonly token: string
  readonly name: string
  readonly passphrase: string
  readonly tablet: string
}

/** Makes the first administrator from the one-time link, and this device the first tablet; then signs in on it. */
export const beginAsFirst = async (
  entry: Entry,
  { token, name, passphrase, tablet }: FirstAnswers,
): Promise<Result<Arrival, EntryProblem>> => {
  const { port, app, ask = headquarters } = entry
  const made = await first(ask, { token, name, passphrase, tablet: { name: tablet, app } })
  if (!made.ok) return made
  await port.enrolled({ ...made.value.tablet, name: tablet })
  return arrive(entry, { name, passphrase })
}

/** Makes this device a tablet of the administration. The credential is on the disk before anybody is told. */
export const joinAsTablet = async (
  { port, app, ask = headquarters }: Entry,
  { code, tablet }: { readonly code: string; readonly tablet: string },
): Promise<Result<{ readonly name: string; readonly administration: string | null }, EntryProblem>> => {
  const read = enrolmentCode(code)
  if (!read) return err({ problem: 'wrong-code' })
  const joined = await enrol(ask, { code: read, tablet: { name: tablet, app } })
  if (!joined.ok) return joined
  await port.enrolled(joined.value.tablet)
  return ok({ name: joined.value.tablet.name, administration: joined.value.administration?.name ?? null })
}

/** Somebody whom headquarters knows, and who has no profile here yet. */
export type Arrival = {
  readonly account: HeldAccount
  readonly passphrase: string
  readonly token: string
  readonly offlineDays: number
  readonly device: NewDevice
}

/** Signs in on this tablet as a device of its own. */
export const arrive = async (
  { port, ask = headquarters }: Entry,
  { name, passphrase }: { readonly name: string; readonly passphrase: string },
): Promise<Result<Arrival, EntryProblem>> => {
  const tablet = await port.tablet()
  if (!tablet) return err({ problem: 'not-enrolled' })
  const device = await port.newDevice()
  const known = await signIn(ask, tablet.token, { name, passphrase, device: device.device, key: device.key })
  if (!known.ok) return known
  const { token, account, offlineDays } = known.value
  return ok({ account: heldAccount(account), passphrase, token, offlineDays, device })
}

/** Puts an own passphrase in the place of one that somebody else made. */
export const replacePassphrase = async (
  { ask = headquarters }: Entry,
  arrival: Arrival,
  next: string,
): Promise<Result<Arrival, EntryProblem>> => {
  const changed = await changePassphrase(ask, arrival.token, { old: arrival.passphrase, next })
  if (!changed.ok) return changed
  return ok({ ...arrival, passphrase: next, account: { ...arrival.account, mustChange: false } })
}

/** Makes the profile and opens it: the last step, after which the work is on the screen. */
export const settleIn = (
  { port }: Entry,
  { account, passphrase, token, offlineDays, device }: Arrival,
  initials: string,
): Promise<Result<void, EntryProblem>> => port.createProfile({ passphrase, account, token, offlineDays, device, initials })

/** What of an account lies on a tablet. */
export const heldAccount = ({ state: _, ...account }: HeldAccount & { readonly state: string }): HeldAccount => account
