import type { Kysely } from 'kysely'
import { expect } from 'vitest'
import type { Result } from '../../src/core/domain/result.ts'
import type { Access } from '../../src/core/protocol/access/account.ts'
import type { NewAccount } from '../../src/core/protocol/access/accounts.ts'
import { addAccount } from '../../src/server/access/accounts.ts'
import { type Caller, callerOf } from '../../src/server/access/callers.ts'
import { enrol, makeEnrolment } from '../../src/server/access/enrol.ts'
import { first, openLink } from '../../src/server/access/first.ts'
import { openGate } from '../../src/server/access/gate.ts'
import { openHasher } from '../../src/server/access/hasher.ts'
import type { Parts, Refusal } from '../../src/server/access/parts.ts'
import { changePassphrase } from '../../src/server/access/passphrase.ts'
import { signIn } from '../../src/server/access/sign-in.ts'
import { tabletBehind } from '../../src/server/access/tablets.ts'
import { openLog } from '../../src/server/store/log.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { newDevice, passphrase } from './access.ts'
import { line, operation } from './operations.ts'

/** As cheap as Argon2id can be: most tests are about something else. */
export const cheap = { memory: 8, passes: 1, lanes: 1 }

export const minutes = 60_000
export const days = 86_400_000

export type Session = { readonly token: string; readonly access: Access; readonly tablet: string; readonly caller: Caller }

/** Accounts over a database of whatever make, with a clock that the test sets. */
export const gateOver = async (db: Kysely<Tables>, administration: string | null = 'adm') => {
  const log = await openLog(db)
  let time = Date.parse('2026-11-22T09:00:00.000Z')
  const now = (): string => new Date(time).toISOString()
  const { accounts } = await openGate({ mode: 'accounts', db, signer: log.signer, now, hasher: openHasher({ cost: cheap }) })
  const parts = accounts as Parts

  const enter = async (tablet: string, name: string, secret = passphrase, device = newDevice().id): Promise<Session> => {
    const found = await callerOf(parts, tablet, 'tablet')
    const kept = found && (await tabletBehind(parts, found))
    if (!kept) throw new Error('no such tablet')
    const asked = { name, passphrase: secret, device, key: 'B'.repeat(87) }
    const { token } = value(await signIn(parts, { tablet: kept, address: '198.51.100.7', asked }))
    return { token, tablet, ...(await seen(token)) }
  }
  const seen = async (token: string): Promise<Pick<Session, 'access' | 'caller'>> => {
    const caller = await callerOf(parts, token, 'session')
    if (caller?.kind !== 'session') throw new Error('no such session')
    return { caller, access: caller.access }
  }
  const tabletFor = async (access: Access, name?: string): Promise<string> => {
    const { code } = value(await makeEnrolment(parts, access, { name }))
    return value(await enrol(parts, '198.51.100.7', { code, tablet: { name: 'Tablette', app: 'test' } })).tablet.token
  }
  const administrator = async (name = 'chef', of = administration): Promise<Session> => {
    const token = await openLink(parts, 'further', of)
    const made = value(await first(parts, '198.51.100.7', { token, name, passphrase, tablet: { name: 'Bureau', app: 'test' } }))
    return enter(made.tablet.token, name)
  }
  const person = async (by: Session, name: string, part: Partial<NewAccount> = {}, tablet?: string): Promise<Session> => {
    const asked = { name, person: null, roles: ['assessor'], units: [], ...part } satisfies NewAccount
    const made = value(await addAccount(parts, by.access, asked))
    const session = await enter(tablet ?? (await tabletFor(by.access)), name, made.passphrase)
    value(await changePassphrase(parts, session.access, { old: made.passphrase, next: passphrase }))
    return { ...session, ...(await seen(session.token)) }
  }
  return {
    db,
    log,
    parts,
    enter,
    seen,
    tabletFor,
    administrator,
    person,
    /** What its row in the log says of an administration. */
    makeAdministration: async (id: string, demonstration: boolean) => {
      const entity = { kind: 'administration', id } as const
      const set = { name: 'Douanes', country: 'ML', language: 'fr', demonstration }
      await log.append([line(operation({ kind: 'create', stream: id as never, entity, set }))], {
        device: 'tablet-1',
        time: now(),
      })
    },
    wait: (milliseconds: number): void => {
      time += milliseconds
    },
    actions: async (): Promise<readonly string[]> =>
      (await db.selectFrom('audit').select('action').orderBy('seq').execute()).map(({ action }) => action),
  }
}

export type GateUnderTest = Awaited<ReturnType<typeof gateOver>>

export const value = <Value>(result: Result<Value, Refusal>): Value => {
  expect(result).toMatchObject({ ok: true })
  if (!result.ok) throw new Error(result.problem.problem)
  return result.value
}

export const problemOf = <Value>(result: Result<Value, Refusal>): string | undefined =>
  result.ok ? undefined : result.problem.problem
