import { openBox, sealBox } from '../../../core/protocol/courier/box.ts'
import { contentKeyBytes, wrapContentKey } from '../../../core/protocol/courier/content-key.ts'
import { headText, readHead, type SignedHead } from '../../../core/protocol/courier/head.ts'
import { keyIdOf } from '../../../core/protocol/courier/key-id.ts'
import { base64url, bytesOf } from '../../../core/protocol/hash.ts'
import { ephemeralPair, signHead } from './key-pairs.ts'
import type { BoxLine, Entry, KeyLine } from './line.ts'
import type { JournalSealing } from './sealing.ts'

/** The key of one file of a journal. */
export type FileKey = { readonly file: string; readonly content: Uint8Array }

/** How the files of a sealed journal are closed and opened. */
export type Seal = {
  /** A key for a new file, and the line that keeps it. */
  readonly fresh: () => Promise<{ readonly key: FileKey; readonly line: KeyLine }>
  /** Undefined where the line is not this profile's, or damaged. */
  readonly open: (line: KeyLine) => FileKey | undefined
  /** Whether headquarters as it is known now can open what stands under this line. */
  readonly isCurrent: (line: KeyLine) => boolean
  /** The same key once more, for headquarters as it is known now. */
  readonly again: (key: FileKey) => Promise<KeyLine>
}

export const sealOf = (sealing: JournalSealing): Seal => {
  const kid = sealing.server && sealing.signer ? keyIdOf(sealing.server) : undefined
  const again = async (key: FileKey): Promise<KeyLine> => {
    const sealed = await sealedTo(sealing, key)
    const own = sealBox(sealing.key, placeOf(key.file), base64url(key.content), nonce())
    return { at: 0, k: 'key', file: key.file, own, ...(sealed ? { sealed } : {}) }
  }
  return {
    again,
    fresh: async () => {
      const key = { file: base64url(random(12)), content: random(contentKeyBytes) }
      return { key, line: await again(key) }
    },
    open: ({ file, own }) => {
      const content = bytesOf(openBox(sealing.key, placeOf(file), own) ?? '')
      return content?.length === contentKeyBytes ? { file, content } : undefined
    },
    isCurrent: ({ sealed }) => {
      if (!kid) return true
      const head = sealed && readHead(sealed.head)
      return head?.ok === true && head.value.kid === kid && head.value.key === sealing.signer?.key
    },
  }
}

/** The content key for headquarters, in the device's name. A browser without the means for it has none. */
const sealedTo = async (sealing: JournalSealing, { file, content }: FileKey): Promise<SignedHead | undefined> => {
  const { profile, device, administration, server, signer } = sealing
  if (!server || !signer) return undefined
  try {
    const about = { file, profile, device, administration, key: signer.key, contentKey: content, server }
    const head = await wrapContentKey({ ...about, ephemeral: await ephemeralPair(), nonce: nonce() })
    if (!head) return undefined
    const text = headText(head)
    return { head: text, signature: await signHead(signer.privateKey, text) }
  } catch {
    return undefined
  }
}

const placeOf = (file: string) => ({ file, index: 0, id: 'key' })

type Boxed = Extract<Entry, { k: 'op' | 'device' | 'damaged' }>

/** What is more than ids, counters and hashes goes into a box. */
export const boxedLine = ({ file, content }: FileKey, n: number, entry: Boxed): BoxLine => {
  const id = entry.k === 'device' ? 'device' : entry.id
  const box = sealBox(content, { file, index: n, id }, JSON.stringify(entry), nonce())
  return { at: entry.at, k: 'box', holds: entry.k, id, n, box }
}

/** What is in a box; undefined where it does not open, or holds anything but what its line says. */
export const entryIn = ({ file, content }: FileKey, { n, id, box, holds }: BoxLine): Entry | undefined => {
  const text = openBox(content, { file, index: n, id }, box)
  if (text === undefined) return undefined
  const entry = JSON.parse(text) as Boxed
  return entry.k === holds && (entry.k === 'device' || entry.id === id) ? entry : undefined
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const nonce = (): Uint8Array => random(12)
