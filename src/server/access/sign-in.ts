import { err, ok } from '../../core/domain/result.ts'
import type { Account } from '../../core/protocol/access/account.ts'
import type { SignIn, SignInReply } from '../../core/protocol/access/sign-in.ts'
import { accountNamed, type KeptAccount, keepPassphrase } from '../store/access/accounts.ts'
import { audit } from '../store/access/audit.ts'
import { beginSession, ownerOf } from '../store/access/sessions.ts'
import type { KeptTablet } from '../store/access/tablets.ts'
import { giveBack, reserveTry } from '../store/access/tries.ts'
import { inTransaction } from '../store/transaction.ts'
import { ofAccount, ofAddress, ofTablet } from './measures.ts'
import type { Answer, Parts } from './parts.ts'
import { newToken, tokenHash } from './secrets.ts'

type Attempt = {
  readonly tablet: KeptTablet
  /** Nothing where a proxy on this machine does not say for whom it asks: one count for everybody would lock everybody out. */
  readonly address: string | undefined
  readonly asked: SignIn
}

/**
 * Opens a session of an account on a tablet. The try is counted before anything is looked up, and whatever is wrong costs one
 * hash and one line in the log: neither the answer nor its time tells whether there is such an account.
 */
export const signIn = async (parts: Parts, attempt: Attempt): Answer<SignInReply> => {
  const { db, now, hasher, digest } = parts
  const { tablet, address, asked } = attempt
  const account = ofAccount(digest, asked.name)
  const others = [ofTablet(digest, tablet.id), ...(address === undefined ? [] : [ofAddress(digest, address)])]
  const wait = await inTransaction(db, (trx) => reserveTry(trx, [account, ...others], now()))
  if (wait !== undefined) return err({ problem: 'too-many-tries', retryAfter: wait })
  const found = await accountNamed(db, asked.name)
  const { right, outdated } = await hasher.verify(asked.passphrase, found?.passphrase)
  if (!found || !right || !maySignIn(found, tablet)) return refused(parts, attempt, found)
  const renewed = outdated ? await hasher.hash(asked.passphrase) : undefined
  const keys = { cleared: [account.key], returned: others.map(({ key }) => key) }
  return begun(parts, attempt, { found, renewed, keys })
}

/** A closed account, and one of another administration than the tablet's, are as good as none. */
const maySignIn = (account: Account, tablet: KeptTablet): boolean =>
  account.state === 'active' &&
  (account.administration === null || tablet.administration === null || account.administration === tablet.administration)

const refused = async ({ db, now }: Parts, { tablet }: Attempt, found: Account | undefined): Answer<never> => {
  await inTransaction(db, (trx) =>
    audit(trx, {
      administration: tablet.administration,
      account: null,
      tablet: tablet.id,
      action: 'sign-in-refused',
      objects: found ? [found.id] : [],
      time: now(),
    }),
  )
  return err({ problem: 'wrong-credentials' })
}

type Opening = {
  readonly found: KeptAccount
  readonly renewed: string | undefined
  readonly keys: Parameters<typeof giveBack>[1]
}

const begun = async (
  { db, now, offlineDays }: Parts,
  { tablet, asked }: Attempt,
  { found, renewed, keys }: Opening,
): Answer<SignInReply> => {
  const { passphrase, expires, ...account } = found
  const time = now()
  if (expires !== null && time >= expires) return err({ problem: 'passphrase-expired' })
  const token = newToken()
  const session = {
    token: tokenHash(token),
    account: found.id,
    tablet: tablet.id,
    device: asked.device,
    key: asked.key,
    begun: time,
    last: time,
    ended: null,
    app: tablet.app,
    protocol: null,
    unsent: null,
    storage: 'unknown',
    clock: null,
  }
  const problem = await inTransaction(db, async (trx) => {
    const still = await accountNamed(trx, found.name)
    if (still?.state !== 'active' || still.passphrase !== passphrase) return 'wrong-credentials'
    const owner = await ownerOf(trx, asked.device)
    if (owner !== undefined && owner !== found.id) return 'other-device'
    await giveBack(trx, keys, time)
    if (renewed) await keepPassphrase(trx, found.id, { passphrase: renewed, mustChange: found.mustChange, expires })
    await beginSession(trx, session)
    const who = { administration: found.administration, account: found.id, tablet: tablet.id }
    await audit(trx, { ...who, action: 'signed-in', objects: [asked.device], time })
    return undefined
  })
  return problem ? err({ problem }) : ok({ token, account, offlineDays })
}
