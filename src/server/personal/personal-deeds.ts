import { readFileSync } from 'node:fs'
import { err, ok } from '../../core/domain/result.ts'
import { registerOf } from '../../core/exchange/register.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import { rowToAdministration } from '../../core/protocol/entities.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { ErasureReply } from '../../core/protocol/personal.ts'
import type { Signer } from '../../core/protocol/ports.ts'
import { rowIn } from '../../core/protocol/row-text.ts'
import type { Answer, Parts } from '../access/parts.ts'
import { audit, doer } from '../store/access/audit.ts'
import { rowsAbout } from '../store/personal/about.ts'
import { announce, erasePerson } from '../store/personal/erase-person.ts'
import { forgetAccounts } from '../store/personal/forget-account.ts'
import { isOf, ownFileIn } from '../store/personal/own-file.ts'
import { administrationRow } from '../store/personal/settings.ts'
import { inTransaction } from '../store/transaction.ts'

/** The file of the session's own person, and of nobody else: whose it is comes from the account, never from the request. */
export const ownFile = async ({ db, now }: Parts, access: Access): Answer<object> => {
  const { person, administration } = access
  if (!person || !administration) return ok({ file: null, trace: [] })
  const time = now()
  const found = await ownFileIn(db, { person, administration, made: time })
  await inTransaction(db, (trx) => audit(trx, { ...doer(access), action: 'read', objects: [`person/${person}`], time }))
  return ok({ file: found.file as unknown as Json, trace: found.trace })
}

/** The register as built and as set, with the words of all four languages beside its codes. */
export const register = async ({ db, now }: Parts, access: Access): Answer<object> => {
  const row = access.administration ? await administrationRow(db, access.administration) : undefined
  if (!row) return err({ problem: 'not-found' })
  const entry = {
    ...doer(access),
    action: 'exported',
    objects: [`administration/${access.administration}`],
    time: now(),
  } as const
  await inTransaction(db, (trx) => audit(trx, entry))
  return ok({ register: { ...registerOf(rowToAdministration(rowIn(row))), words: words() } })
}

const words = (): Json => Object.fromEntries(['fr', 'en', 'pt', 'es'].map((language) => [language, wordsIn(language)]))

const wordsIn = (language: string): Json => {
  const file = new URL(`../../../locales/${language}/privacy.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).register
}

const nothing = { assignments: 0, assessments: 0, answers: 0, texts: 0, confirm: null } as const

type Wanted = { readonly person: string; readonly confirm?: string | undefined }

/** Erases a person in two steps: what would go is told first, and only just that goes. */
export const erasure =
  (signer: Signer) =>
  async ({ db, now }: Parts, access: Access, { person, confirm }: Wanted): Answer<ErasureReply> => {
    // Who would erase the own account loses the way in with it.
    if (person === access.person) return err({ problem: 'not-allowed' })
    const isOwn = access.administration !== null && isOf(await rowsAbout(db, person), person, access.administration)
    const announced = isOwn ? await announce(db, person) : undefined
    if (!announced) return ok({ ...nothing, state: 'nobody' })
    if (confirm === undefined) return ok({ ...announced, texts: 0, state: 'announced' })
    const time = now()
    const done = await erasePerson(db, {
      person,
      confirm,
      time,
      signer,
      also: async (trx, { entities }) => {
        await forgetAccounts(trx, person)
        const objects = [`person/${person}`, `entities:${entities.length}`]
        await audit(trx, { ...doer(access), action: 'erasure', objects, time })
      },
    })
    if (done === 'nobody' || done === 'changed') return ok({ ...nothing, state: done })
    return ok({ ...announced, confirm: null, texts: done.operations, state: 'erased' })
  }
