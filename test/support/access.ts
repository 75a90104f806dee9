import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { AdministrationId, DeviceId, OperationId, StreamId } from '../../src/core/domain/id.ts'
import type { Account, AccountRole } from '../../src/core/protocol/access/account.ts'
import type { NewAccountReply } from '../../src/core/protocol/access/accounts.ts'
import type { EnrolmentReply, EnrolReply } from '../../src/core/protocol/access/enrol.ts'
import type { FirstReply } from '../../src/core/protocol/access/first.ts'
import type { SignInReply } from '../../src/core/protocol/access/sign-in.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { RequestHead } from '../../src/core/protocol/request.ts'
import { exchangeWith, receiptsIn } from './http-sync.ts'
import { operation } from './operations.ts'

/*
 * Getting in over HTTP, as a tablet does: at a server process with ACCESS=accounts (`startServer(folder, { ACCESS: 'accounts' })`).
 */

/** A passphrase that every rule lets through. */
export const passphrase = 'trois chats gris sur le quai'

export type Answered<Body> = { readonly status: number; readonly headers: Headers; readonly body: Body }

/** Asks a route of the interface; `path` begins behind `/api`. */
export const ask = async <Body = Record<string, unknown>>(
  url: string,
  path: string,
  {
    token,
    body,
    headers = {},
  }: { readonly token?: string | undefined; readonly body?: unknown; readonly headers?: Record<string, string> } = {},
): Promise<Answered<Body>> => {
  const isPost = body !== undefined
  const reply = await fetch(`${url}/api${path}`, {
    method: isPost ? 'POST' : 'GET',
    headers: {
      ...(isPost && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(isPost && { body: JSON.stringify(body) }),
  })
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Body }
}

/** The same where nothing but success will do. */
export const done = async <Body>(url: string, path: string, options: Parameters<typeof ask>[2] = {}): Promise<Body> => {
  const { status, body } = await ask<Body>(url, path, options)
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
  return body
}

/** A device with its own key, as a profile on a tablet is one. */
export type Device = { readonly id: string; readonly key: string; readonly sign: (claim: string) => string }

export const newDevice = (id: string = randomUUID()): Device => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return {
    id,
    key: point.toString('base64url'),
    sign: (claim) => sign('sha256', Buffer.from(claim), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  }
}

/** Somebody who has signed in: `token` opens what the account may do. */
export type SignedIn = {
  readonly url: string
  readonly token: string
  readonly account: Account
  readonly tablet: { readonly id: string; readonly token: string }
  readonly device: Device
  readonly passphrase: string
}

type Tablet = SignedIn['tablet']

export const signIn = async (
  url: string,
  tablet: Tablet,
  {
    name,
    passphrase: secret,
    device = newDevice(),
  }: { readonly name: string; readonly passphrase: string; readonly device?: Device },
): Promise<SignedIn> => {
  const asked = { name, passphrase: secret, device: device.id, key: device.key }
  const { token, account } = await done<SignInReply>(url, '/v1/sign-in', { token: tablet.token, body: asked })
  return { url, token, account, tablet, device, passphrase: secret }
}

/** The one-time link that a server printed at its start. */
export const linkIn = (said: string): string => /#first=([A-Za-z0-9_-]{43})/.exec(said)?.[1] ?? ''

/** The first administrator of a fresh server, signed in. `server` is what `startServer` gives. */
export const firstAdministrator = async (
  { url, said }: { readonly url: string; readonly said: () => string },
  name = 'administratrice',
): Promise<SignedIn> => {
  const body = { token: linkIn(said()), name, passphrase, tablet: { name: 'Bureau', app: 'test' } }
  const { tablet } = await done<FirstReply>(url, '/v1/first', { body })
  return signIn(url, tablet, { name, passphrase })
}

/** A further tablet, enrolled by a code that this administrator makes. */
export const enrolTablet = async (administrator: SignedIn, name = 'Tablette'): Promise<Tablet> => {
  const { url, token } = administrator
  const { code } = await done<EnrolmentReply>(url, '/v1/enrolments', { token, body: {} })
  return (await done<EnrolReply>(url, '/v1/enrol', { body: { code, tablet: { name, app: 'test' } } })).tablet
}

/** One exchange in the name of somebody who signed in. */
export const syncAs = (
  { url, token, device }: SignedIn,
  operations: readonly Operation[] = [],
  part: Partial<RequestHead> = {},
) => exchangeWith(url, operations, { device: device.id, ...part }, token)

/** Makes the administration of an administrator who has none yet, as a device does it: by its work. Its stream has the same id. */
export const makeAdministration = async (
  administrator: SignedIn,
  { id = 'adm', name = 'Douanes', demonstration = false }: { id?: string; name?: string; demonstration?: boolean } = {},
): Promise<SignedIn> => {
  const { device, account } = administrator
  const entity = { kind: 'administration', id } as const
  const set = { name, country: 'ML', language: 'fr', demonstration }
  const made = operation({
    id: `${id}.made` as OperationId,
    kind: 'create',
    device: device.id as DeviceId,
    stream: id as StreamId,
    entity,
    set,
  })
  const [receipt] = receiptsIn(await syncAs(administrator, [made]))
  if (receipt?.status !== 'applied') throw new Error(`the administration was not taken: ${JSON.stringify(receipt)}`)
  return { ...administrator, account: { ...account, administration: id as AdministrationId } }
}

export type Wanted = {
  readonly name: string
  readonly roles: readonly AccountRole[]
  readonly person?: string | null
  readonly units?: readonly string[]
  /** Where to sign in; on a new tablet when absent. */
  readonly tablet?: Tablet
}

/** An account that this administrator makes, signed in, with a passphrase of its own: ready for everything. */
export const signedInAs = async (
  administrator: SignedIn,
  { name, roles, person = null, units = [], tablet }: Wanted,
): Promise<SignedIn> => {
  const { url, token } = administrator
  const made = await done<NewAccountReply>(url, '/v1/accounts', { token, body: { name, person, roles, units } })
  const session = await signIn(url, tablet ?? (await enrolTablet(administrator)), { name, passphrase: made.passphrase })
  const own = `${passphrase} ${name.length}`
  await done(url, '/v1/passphrase', { token: session.token, body: { old: made.passphrase, next: own } })
  return { ...session, account: { ...session.account, mustChange: false }, passphrase: own }
}
