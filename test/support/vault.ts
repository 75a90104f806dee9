import { sha256 } from '@noble/hashes/sha2.js'
import type { Derive } from '../../src/client/vault/derive.ts'
import { type Secrets, usualSettings } from '../../src/client/vault/secrets.ts'

/** Stands in for Argon2id where a test makes many keys: another key for each secret and salt, and quick. */
export const quickDerive: Derive = async (secret, salt) =>
  new Uint8Array(sha256(new TextEncoder().encode(`${secret}|${[...salt]}`)))

export const heldSecrets = (account: string): Secrets => ({
  token: 'the-session',
  account: {
    id: account,
    administration: 'administration-1',
    person: 'person-1',
    name: 'awa.traore',
    roles: ['assessor'],
    units: [],
    mustChange: false,
  },
  offlineDays: 45,
  device: 'device-1',
  signing: { key: 'point', pkcs8: 'private' },
  headquarters: null,
  settings: usualSettings,
})
