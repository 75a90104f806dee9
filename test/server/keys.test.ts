import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isFoundSignedBy, isSignedBy } from '../../src/server/store/keys.ts'
import { penSigner } from '../support/pen.ts'

const { key, sign: signed } = penSigner()
const claims = Array.from({ length: 1500 }, () => randomBytes(32).toString('base64url'))

/** Its two numbers, changed byte by byte. */
const changed = (signature: string, change: (bytes: Buffer) => Buffer): string =>
  change(Buffer.from(signature, 'base64url')).toString('base64url')

const bothSay = async (claim: string, signature: string, point = key): Promise<boolean> => {
  const found = isSignedBy(point, claim, signature)
  expect(await isFoundSignedBy(point, claim, signature)).toBe(found)
  return found
}

describe('a signature', () => {
  it('is right whatever its numbers begin with, and for its own claim alone', async () => {
    const begins = new Set<string>()
    for (const claim of claims) {
      const signature = signed(claim)
      const bytes = Buffer.from(signature, 'base64url')
      for (const first of [bytes[0] ?? 0, bytes[32] ?? 0]) begins.add(first === 0 ? 'nought' : first > 0x7f ? 'high' : 'low')
      expect(await bothSay(claim, signature)).toBe(true)
    }
    expect([...begins].sort()).toEqual(['high', 'low', 'nought'])
    expect(await bothSay(claims[0] ?? '', signed(claims[1] ?? ''))).toBe(false)
    expect(await bothSay(claims[0] ?? '', signed(claims[0] ?? ''), penSigner().key)).toBe(false)
  })

  it('is none with any other text than the one that its bytes have', async () => {
    const claim = claims[0] ?? ''
    const signature = signed(claim)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = letters.indexOf(signature.at(-1) ?? '')
    for (const other of Array.from({ length: 16 }, (_, at) => (last & 0x30) | at).filter((at) => at !== last))
      expect(await bothSay(claim, signature.slice(0, -1) + letters[other])).toBe(false)
    for (const text of ['', 'A', signature.slice(0, -2), `${signature}AA`, signature.replace(/.$/, '='), 'A'.repeat(86)])
      expect(await bothSay(claim, text)).toBe(false)
  })

  it('is none with a bit changed, with a number that is nought, and in the name of what is no key', async () => {
    const claim = claims[0] ?? ''
    const signature = signed(claim)
    for (const at of [0, 31, 32, 63]) {
      const flip = (bytes: Buffer): Buffer => {
        bytes[at] = (bytes[at] ?? 0) ^ 1
        return bytes
      }
      expect(await bothSay(claim, changed(signature, flip))).toBe(false)
    }
    expect(
      await bothSay(
        claim,
        changed(signature, (bytes) => bytes.fill(0, 0, 32)),
      ),
    ).toBe(false)
    expect(
      await bothSay(
        claim,
        changed(signature, (bytes) => bytes.fill(0, 32)),
      ),
    ).toBe(false)
    for (const point of ['', 'A'.repeat(87), `BA${'A'.repeat(85)}`]) expect(await bothSay(claim, signature, point)).toBe(false)
  })

  it('is the same one that the standard way of reading finds', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString('base64url')
    for (const claim of claims.slice(0, 50)) {
      const bytes = sign('sha256', Buffer.from(claim), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })
      if (Math.random() < 0.5) bytes[7] = (bytes[7] ?? 0) ^ 1
      const standard = verify('sha256', Buffer.from(claim), { key: pair.publicKey, dsaEncoding: 'ieee-p1363' }, bytes)
      expect(isSignedBy(point, claim, bytes.toString('base64url'))).toBe(standard)
    }
  })
})
