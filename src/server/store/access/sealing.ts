import { createECDH, createPrivateKey, generateKeyPairSync } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type Greeting, sealingClaim } from '../../../core/protocol/access/greeting.ts'
import type { Signer } from '../../../core/protocol/ports.ts'
import type { Tables } from '../schema.ts'

export const sealingKey = 'sealing'

/**
 * The key that work is sealed to, for this server alone to open. Made with the tables and kept beside the signing key, so that
 * every endpoint and every restore has the same.
 */
export const makeSealing = (): string => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return JSON.stringify({ privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() })
}

/** The private half, as ECDH takes it, and the point. */
export const sealingIn = (text: string): { readonly secret: Buffer; readonly point: Buffer } => {
  const { privateKey } = JSON.parse(text) as { readonly privateKey: string }
  const { d = '', x = '', y = '' } = createPrivateKey(privateKey).export({ format: 'jwk' })
  const coordinates = [x, y].map((part) => Buffer.from(part, 'base64url'))
  return { secret: Buffer.from(d, 'base64url'), point: Buffer.concat([Buffer.of(4), ...coordinates]) }
}

/** What only this server can do with its sealing key: agree on a secret with whoever sealed to it. */
export type Opener = { readonly agree: (point: Uint8Array) => Buffer }

export const openerOf = async (db: Kysely<Tables>): Promise<Opener> => {
  const { secret } = sealingIn(await kept(db))
  return {
    agree: (point) => {
      const ecdh = createECDH('prime256v1')
      ecdh.setPrivateKey(secret)
      return ecdh.computeSecret(point)
    },
  }
}

/** The server's public keys; the sealing one bears the signing one's name. */
export const publicKeys = async (db: Kysely<Tables>, { key, sign }: Signer): Promise<Greeting['keys']> => {
  const sealing = sealingIn(await kept(db)).point.toString('base64url')
  return { signing: key, sealing, certificate: sign(sealingClaim(sealing)) }
}

const kept = async (db: Kysely<Tables>): Promise<string> =>
  (await db.selectFrom('meta').select('value').where('key', '=', sealingKey).executeTakeFirstOrThrow()).value
