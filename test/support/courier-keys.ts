import type { JournalSealing } from '../../src/client/storage/journal/sealing.ts'
import { sealBox } from '../../src/core/protocol/courier/box.ts'
import type { Agree } from '../../src/core/protocol/courier/content-key.ts'
import { wrapContentKey } from '../../src/core/protocol/courier/content-key.ts'
import { type CourierHead, headClaim, headText, type SignedHead } from '../../src/core/protocol/courier/head.ts'
import { type CarriedBox, writeOutboxFile } from '../../src/core/protocol/courier/outbox-file.ts'
import { base64url, bytesOf, hashOf } from '../../src/core/protocol/hash.ts'

const { subtle } = globalThis.crypto
const curve = { namedCurve: 'P-256' } as const

export type SealingPair = { readonly point: string; readonly agree: Agree; readonly privateKey: CryptoKey }

const raw = async (key: CryptoKey): Promise<string> => base64url(new Uint8Array(await subtle.exportKey('raw', key)))

/** A key pair that two can agree with, as WebCrypto does it. */
export const sealingPair = async (): Promise<SealingPair> => {
  const { publicKey, privateKey } = await subtle.generateKey({ name: 'ECDH', ...curve }, true, ['deriveBits'])
  const agree: Agree = async (point) => {
    try {
      const theirs = await subtle.importKey('raw', bytesOf(point) ?? new Uint8Array(), { name: 'ECDH', ...curve }, true, [])
      return new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256))
    } catch {
      return undefined
    }
  }
  return { point: await raw(publicKey), agree, privateKey }
}

export type SigningPair = { readonly key: string; readonly privateKey: CryptoKey }

/** A device's own key. */
export const signingPair = async (): Promise<SigningPair> => {
  const { publicKey, privateKey } = await subtle.generateKey({ name: 'ECDSA', ...curve }, false, ['sign', 'verify'])
  return { key: await raw(publicKey), privateKey }
}

const random = (length: number): Uint8Array => globalThis.crypto.getRandomValues(new Uint8Array(length))

export type SealedBy = { readonly signer: SigningPair; readonly server: string } & Partial<
  Pick<CourierHead, 'file' | 'profile' | 'device' | 'administration'>
>

/** A head as a device makes it, with the content key that is in it. */
export const signedHead = async ({ signer, server, file = 'file-1', ...about }: SealedBy) => {
  const contentKey = random(32)
  const head = await wrapContentKey({
    profile: 'profile-1',
    device: 'tablet-1',
    administration: 'dgd',
    ...about,
    file,
    key: signer.key,
    contentKey,
    server,
    ephemeral: await sealingPair(),
    nonce: random(12),
  })
  if (!head) throw new Error('no head')
  return { contentKey, file, ...(await signed(headText(head), signer)) }
}

export const signed = async (head: string, { privateKey }: SigningPair): Promise<SignedHead> => {
  const claim = new TextEncoder().encode(headClaim(head))
  const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, claim)
  return { head, signature: base64url(new Uint8Array(signature)) }
}

export type Carried = {
  readonly id: string
  readonly text: string
  readonly hash?: string
  readonly signature?: string | undefined
}

/** An operation in its box, as the journal writes it. */
export const boxed = (contentKey: Uint8Array, file: string, index: number, work: Carried): CarriedBox => {
  const { id, text, hash = hashOf(text), signature } = work
  const record = JSON.stringify({ at: 1, k: 'op', id, hash, text, ...(signature ? { signature } : {}) })
  return { index, id, box: sealBox(contentKey, { file, index, id }, record, random(12)) }
}

/** A whole sealed outbox of these operations. */
export const sealedOutbox = async (by: SealedBy, work: readonly Carried[]): Promise<string> => {
  const { head, signature, contentKey, file } = await signedHead(by)
  return writeOutboxFile([{ head, signature, boxes: work.map((each, at) => boxed(contentKey, file, at + 1, each)) }])
}

/** What an unlocked profile gives its journal, and headquarters that opens what it seals. */
export const sealingFor = async (
  profile = 'profile-1',
  server?: SealingPair,
): Promise<{ readonly sealing: JournalSealing; readonly server: SealingPair; readonly signer: SigningPair }> => {
  const [headquarters, signer] = await Promise.all([server ?? sealingPair(), signingPair()])
  const sealing = { profile, device: 'tablet-1', administration: 'dgd', key: random(32), server: headquarters.point, signer }
  return { sealing, server: headquarters, signer }
}
