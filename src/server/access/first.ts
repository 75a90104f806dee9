import type { AccountId, AdministrationId } from '../../core/domain/id.ts'
import { err, ok } from '../../core/domain/result.ts'
import type { First, FirstReply } from '../../core/protocol/access/first.ts'
import { passphraseProblem } from '../../core/protocol/access/passphrase-rules.ts'
import { hasAdministrator, type KeptAccount, makeAccount } from '../store/access/accounts.ts'
import { audit } from '../store/access/audit.ts'
import { closeFirst, keepEnrolment, redeem, redeemable } from '../store/access/enrolments.ts'
import { enrolTablet } from '../store/access/tablets.ts'
import { giveBack, reserveTry } from '../store/access/tries.ts'
import { inTransaction } from '../store/transaction.ts'
import { ofCodes } from './measures.ts'
import { type Answer, later, type Parts } from './parts.ts'
import { newId, newToken, tokenHash } from './secrets.ts'

/** How long a one-time link is good for. In milliseconds. */
const linkLife = 24 * 60 * 60_000
const kinds = ['first', 'further']

/** A one-time way in for an administrator: of this administration, or of one that is still to be made. */
export const openLink = async (
  { db, now }: Pick<Parts, 'db' | 'now'>,
  kind: 'first' | 'further',
  administration: string | null,
): Promise<string> => {
  const token = newToken()
  const made = now()
  const link = { digest: tokenHash(token), kind, administration, name: null, made, expires: later(made, linkLife) }
  await inTransaction(db, (trx) => keepEnrolment(trx, link))
  return token
}

/** Makes the administrator for whom a link was printed, and enrols the tablet on which it was opened. */
export const first = async (parts: Parts, address: string, { token, name, passphrase, tablet }: First): Answer<FirstReply> => {
  const { db, now, hasher, digest } = parts
  const weak = passphraseProblem(passphrase, name)
  if (weak) return err({ problem: weak })
  const measure = ofCodes(digest, address)
  const wait = await inTransaction(db, (trx) => reserveTry(trx, [measure], now()))
  if (wait !== undefined) return err({ problem: 'too-many-tries', retryAfter: wait })
  const link = tokenHash(token)
  const known = await redeemable(db, link, kinds, now())
  if (!known.ok) return err({ problem: known.problem })
  const account = administratorOf({
    name,
    passphrase: await hasher.hash(passphrase),
    administration: known.enrolment.administration,
  })
  const credential = newToken()
  const time = now()
  const { administration } = account
  const enrolled = { id: newId(), administration, ...tablet, token: tokenHash(credential), state: 'active', enrolled: time }
  const problem = await inTransaction(db, async (trx) => {
    const redeemed = await redeem(trx, link, kinds, time)
    if (!redeemed.ok) return redeemed.problem
    if (redeemed.enrolment.kind === 'first' && (await hasAdministrator(trx))) return 'code-expired'
    if (!(await makeAccount(trx, account, time))) throw new NameTaken()
    await closeFirst(trx, time)
    await enrolTablet(trx, enrolled)
    await giveBack(trx, { cleared: [], returned: [measure.key] }, time)
    const who = { administration, account: account.id, tablet: enrolled.id, time }
    await audit(
      trx,
      { ...who, action: 'administrator-made', objects: [account.id] },
      { ...who, action: 'enrolled', objects: [enrolled.id] },
    )
    return undefined
  }).catch(nameTaken)
  return problem ? err({ problem }) : ok({ tablet: { id: enrolled.id, token: credential } })
}

/** Undoes the whole: the link stays good for another name. */
class NameTaken extends Error {}

const nameTaken = (problem: unknown): 'name-taken' => {
  if (problem instanceof NameTaken) return 'name-taken'
  throw problem
}

type Made = { readonly name: string; readonly passphrase: string; readonly administration: string | null }

const administratorOf = ({ name, passphrase, administration }: Made): KeptAccount => ({
  id: newId() as AccountId,
  administration: administration as AdministrationId | null,
  person: null,
  name,
  roles: ['administrator'],
  units: [],
  state: 'active',
  mustChange: false,
  passphrase,
  expires: null,
})
