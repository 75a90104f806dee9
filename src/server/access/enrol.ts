import { err, ok } from '../../core/domain/result.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import type { Enrol, EnrolmentReply, EnrolReply } from '../../core/protocol/access/enrol.ts'
import { codeLife, enrolmentCode, shownCode } from '../../core/protocol/access/enrolment-code.ts'
import { administrationNamed } from '../store/access/administration.ts'
import { audit, doer } from '../store/access/audit.ts'
import { keepEnrolment, redeem } from '../store/access/enrolments.ts'
import { enrolTablet } from '../store/access/tablets.ts'
import { giveBack, reserveTry } from '../store/access/tries.ts'
import { inTransaction } from '../store/transaction.ts'
import { ofCodes } from './measures.ts'
import { type Answer, later, type Parts } from './parts.ts'
import { newCode, newId, newToken, tokenHash } from './secrets.ts'

/** Makes a code for one tablet of an administration. */
export const makeEnrolment = async (
  { db, now, digest }: Parts,
  access: Access,
  { name }: { readonly name?: string | undefined },
): Answer<EnrolmentReply> => {
  const { administration } = access
  if (administration === null) return err({ problem: 'no-administration' })
  const code = newCode()
  const made = now()
  const expires = later(made, codeLife * 60_000)
  const enrolment = { digest: digest('code', code), kind: 'tablet', administration, name: name ?? null, made, expires }
  await inTransaction(db, async (trx) => {
    await keepEnrolment(trx, enrolment)
    await audit(trx, { ...doer(access), action: 'enrolment-made', time: made })
  })
  return ok({ code: shownCode(code), expires })
}

/** Makes a tablet one of the administration's, by a code that is then used up. */
export const enrol = async (parts: Parts, address: string, { code, tablet }: Enrol): Answer<EnrolReply> => {
  const { db, now, digest } = parts
  const measure = ofCodes(digest, address)
  const wait = await inTransaction(db, (trx) => reserveTry(trx, [measure], now()))
  if (wait !== undefined) return err({ problem: 'too-many-tries', retryAfter: wait })
  const token = newToken()
  const id = newId()
  const time = now()
  const typed = digest('code', enrolmentCode(code) ?? '')
  const redeemed = await inTransaction(db, async (trx) => {
    const found = await redeem(trx, typed, ['tablet'], time)
    if (!found.ok) return found
    const { administration, name } = found.enrolment
    const kept = { id, administration, name: name ?? tablet.name, token: tokenHash(token), state: 'active', enrolled: time }
    await enrolTablet(trx, { ...kept, app: tablet.app })
    await giveBack(trx, { cleared: [], returned: [measure.key] }, time)
    await audit(trx, { administration, account: null, tablet: id, action: 'enrolled', objects: [id], time })
    return { ...found, name: kept.name }
  })
  if (!redeemed.ok) return err({ problem: redeemed.problem })
  const { administration } = redeemed.enrolment
  return ok({
    tablet: { id, name: redeemed.name, token },
    administration: administration === null ? null : await administrationNamed(db, administration),
  })
}
