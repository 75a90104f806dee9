import { createHash } from 'node:crypto'
import type { Verify } from '../../../src/client/sync/verify.ts'
import type { Signer } from '../../../src/core/protocol/ports.ts'
import { makeKeys, signerOf } from '../../../src/server/store/keys.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** Signs the server's claims for next to nothing: of the form of a signature, and only as strong as a game needs. */
export const quickSigner: Signer = {
  key: `B${digest('key').repeat(2)}`,
  sign: (claim) => digest(`1 ${claim}`) + digest(`2 ${claim}`),
}

export const quickVerify: Verify = async (key, claim, signature) =>
  key === quickSigner.key && signature === quickSigner.sign(claim)

/** What people sign is signed in earnest: the server checks it. */
export const deviceSigner = signerOf(makeKeys())
