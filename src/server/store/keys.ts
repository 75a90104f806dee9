import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import type { Signer } from '../../core/protocol/ports.ts'

/** What a server proves itself with. Lies in its database, so that every endpoint process and every restore has the same. */
export type Keys = { readonly privateKey: string; readonly secret: string }

export const makeKeys = (): Keys => ({
  privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  secret: randomBytes(32).toString('base64url'),
})

const encoding = 'ieee-p1363' as const

/** ECDSA P-256 over SHA-256, as WebCrypto verifies it. */
export const signerOf = ({ privateKey }: Keys): Signer => {
  const key = createPrivateKey(privateKey)
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return {
    key: point.toString('base64url'),
    sign: (claim) => sign('sha256', Buffer.from(claim), { key, dsaEncoding: encoding }).toString('base64url'),
  }
}

/** Whether whoever has the key (a point in base64url) signed the claim. */
export const isSignedBy = (point: string, claim: string, signature: string): boolean => {
  try {
    const [key, der] = [keyAt(point), derOf(signature)]
    return key !== undefined && der !== undefined && verify('sha256', Buffer.from(claim), key, der)
  } catch {
    return false
  }
}

/** The same beside what the caller goes on with: checking takes longer than all else that is done with an operation. */
export const isFoundSignedBy = (point: string, claim: string, signature: string): Promise<boolean> =>
  new Promise((resolve) => {
    try {
      const [key, der] = [keyAt(point), derOf(signature)]
      if (key === undefined || der === undefined) resolve(false)
      else verify('sha256', Buffer.from(claim), key, der, (problem, isRight) => resolve(!problem && isRight))
    } catch {
      resolve(false)
    }
  })

/**
 * A signature as OpenSSL takes it itself: told to read it as two numbers side by side, it needs a third longer for each. The two
 * stand in DER with no more noughts before them than the sign needs. A text whose last letter says more than the bytes is none: else
 * two texts were one signature.
 */
const derOf = (signature: string): Buffer | undefined => {
  const both = Buffer.from(signature, 'base64url')
  if (both.length !== 64 || both.toString('base64url') !== signature) return undefined
  const [r, s] = [derNumber(both.subarray(0, 32)), derNumber(both.subarray(32))]
  return Buffer.concat([Buffer.of(0x30, r.length + s.length), r, s])
}

const derNumber = (bytes: Buffer): Buffer => {
  let first = 0
  while (first < bytes.length - 1 && bytes[first] === 0) first += 1
  const own = bytes.subarray(first)
  const isHigh = (own[0] ?? 0) > 0x7f
  return Buffer.concat([isHigh ? Buffer.of(2, own.length + 1, 0) : Buffer.of(2, own.length), own])
}

const known = new Map<string, KeyObject>()
const mostKnown = 1000

/** Reading a key costs as much as checking a signature with it, and a device signs with the same one every time. */
const keyAt = (point: string): KeyObject | undefined => {
  const found = known.get(point)
  if (found) return found
  const bytes = Buffer.from(point, 'base64url')
  if (bytes.length !== 65 || bytes[0] !== 4) return undefined
  const [x, y] = [bytes.subarray(1, 33).toString('base64url'), bytes.subarray(33).toString('base64url')]
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  if (known.size >= mostKnown) known.clear()
  known.set(point, key)
  return key
}

/** A place in a stream with what its chain held there, and the server's own seal on both: nobody else can have made it. */
export const proofOf = (secret: string, epoch: string, stream: string, seq: number, chain: string): string => {
  const held = chain.slice(0, 16)
  return held + createHmac('sha256', secret).update(`${epoch}\n${stream}\n${seq}\n${held}`).digest('base64url').slice(0, 16)
}

/** Whether this server once gave the proof out, whatever its log holds now. */
export const isGenuine = (secret: string, epoch: string, stream: string, seq: number, proof: string): boolean =>
  proof.length === 32 && proofOf(secret, epoch, stream, seq, proof) === proof
