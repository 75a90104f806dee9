import { base64url, bytesOf } from '../../core/protocol/hash.ts'
import type { Cipher } from './cipher.ts'

type Small = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What lies of a profile in the browser's small storage begins with this. */
export const smallPrefix = (profile: string): string => `palier.p.${profile}.`

/** Under names of the profile's own, and as they are: for marks without a person in them. */
export const ownSmall = (profile: string, storage: Small): Small => ({
  getItem: (name) => storage.getItem(smallPrefix(profile) + name),
  setItem: (name, value) => storage.setItem(smallPrefix(profile) + name, value),
  removeItem: (name) => storage.removeItem(smallPrefix(profile) + name),
})

/** Notes sealed under the profile's key, at once: a page that dies has no time to wait. Another profile finds none of them. */
export const sealedSmall = (profile: string, cipher: Cipher, storage: Small): Small => {
  const own = ownSmall(profile, storage)
  const place = (name: string): string => `scratch|${name}`
  return {
    getItem: (name) => {
      const sealed = bytesOf(own.getItem(name) ?? '')
      if (!sealed || sealed.length === 0) return null
      try {
        return decoder.decode(cipher.open(place(name), sealed))
      } catch {
        return null
      }
    },
    setItem: (name, value) => own.setItem(name, base64url(cipher.seal(place(name), encoder.encode(value)))),
    removeItem: own.removeItem,
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
