import { beforeAll, describe, expect, it } from 'vitest'
import { openBox, sealBox } from '../../../../src/core/protocol/courier/box.ts'
import { unwrapContentKey } from '../../../../src/core/protocol/courier/content-key.ts'
import { headText } from '../../../../src/core/protocol/courier/head.ts'
import { keyIdOf } from '../../../../src/core/protocol/courier/key-id.ts'
import { readOutboxFile, writeOutboxFile } from '../../../../src/core/protocol/courier/outbox-file.ts'
import { parcelsOf } from '../../../../src/core/protocol/courier/parcels.ts'
import { hashOf } from '../../../../src/core/protocol/hash.ts'
import {
  boxed,
  type SealingPair,
  type SigningPair,
  sealedOutbox,
  sealingPair,
  signed,
  signedHead,
  signingPair,
} from '../../../support/courier-keys.ts'

let server: SealingPair
let signer: SigningPair
beforeAll(async () => {
  ;[server, signer] = await Promise.all([sealingPair(), signingPair()])
})

const work = [
  { id: 'op-1', text: '{"id":"op-1","words":"DEMBÉLÉ Daouda"}' },
  { id: 'op-2', text: '{"id":"op-2","words":"niveau 3"}' },
]
const outbox = () => sealedOutbox({ signer, server: server.point }, work)
const found = (text: string) => {
  const read = readOutboxFile(text)
  return read.ok ? 'read' : read.problem.problem
}

describe('a sealed outbox', () => {
  it('gives to headquarters, and to nobody else, what was put in', async () => {
    const text = await outbox()
    expect(text).not.toMatch(/Daouda|niveau/)
    const read = readOutboxFile(text)
    if (!read.ok) throw new Error(read.problem.problem)
    const [part] = read.value
    if (!part) throw new Error('no part')
    expect(part.about).toMatchObject({ profile: 'profile-1', device: 'tablet-1', kid: keyIdOf(server.point), key: signer.key })
    const key = await unwrapContentKey(part.about, server.point, server.agree)
    if (!key) throw new Error('no key')
    const opened = part.boxes.map(({ index, id, box }) => openBox(key, { file: 'file-1', index, id }, box) ?? '')
    expect(opened.map((each) => JSON.parse(each).text)).toEqual(work.map(({ text }) => text))
    const other = await sealingPair()
    expect(await unwrapContentKey(part.about, other.point, other.agree)).toBeUndefined()
    expect(await unwrapContentKey(part.about, server.point, other.agree)).toBeUndefined()
  })

  it('is bound in every word of its head: another profile, device or file does not open', async () => {
    const { head } = await signedHead({ signer, server: server.point })
    const about = JSON.parse(head)
    expect(await unwrapContentKey(about, server.point, server.agree)).toBeDefined()
    for (const field of ['file', 'profile', 'device', 'administration', 'kid', 'key', 'ephemeral', 'wrapped']) {
      const swapped = { ...about, [field]: `${about[field].startsWith('B') ? 'C' : 'B'}${about[field].slice(1)}` }
      expect(await unwrapContentKey(swapped, server.point, server.agree), field).toBeUndefined()
    }
  })

  it('has boxes that open in their own place alone', () => {
    const key = new Uint8Array(32).fill(7)
    const place = { file: 'f', index: 4, id: 'op-1' }
    const box = sealBox(key, place, 'mot « à » garder', new Uint8Array(12))
    expect(openBox(key, place, box)).toBe('mot « à » garder')
    for (const other of [{ file: 'g' }, { index: 5 }, { id: 'op-2' }])
      expect(openBox(key, { ...place, ...other }, box)).toBeUndefined()
    expect(openBox(key, place, '')).toBeUndefined()
    expect(openBox(key, place, '!')).toBeUndefined()
  })

  it('is told apart from what is no such file, what is cut, what is of a later release', async () => {
    const text = await outbox()
    expect(found(text)).toBe('read')
    expect(found('')).toBe('not-ours')
    expect(found('{"format":"palier-outbox","formatVersion":2}\n')).toBe('not-ours')
    expect(found('PK\u0003\u0004')).toBe('not-ours')
    for (let length = 1; length < text.length; length += 1) expect(found(text.slice(0, length)), `${length}`).toBe('cut')
    expect(found(text.replace('"version":1', '"version":2'))).toBe('newer-version')
    expect(found(`${text}x`)).toBe('cut')
    const lines = text.split('\n')
    for (const missing of [1, 2, 3]) expect(found(lines.filter((_, at) => at !== missing).join('\n'))).toBe('tampered')
  })

  it('names a head that is too large, too deep or of a later release', async () => {
    const withHead = async (head: string) => found(writeOutboxFile([{ ...(await signed(head, signer)), boxes: [] }]))
    const { head } = await signedHead({ signer, server: server.point })
    expect(await withHead(head)).toBe('read')
    expect(await withHead(`${head}${' '.repeat(2048)}`)).toBe('too-large')
    expect(await withHead(`{"v":${'['.repeat(900)}${']'.repeat(900)}}`)).toBe('too-deep')
    expect(await withHead(head.replace('"v":1', '"v":2'))).toBe('newer-version')
    expect(await withHead(head.replace('{', '{"also":1,'))).toBe('tampered')
    expect(await withHead('[]')).toBe('tampered')
    expect(await withHead('nothing')).toBe('tampered')
  })

  it('is read as a whole or not at all, whichever byte of it is another one', async () => {
    const text = await outbox()
    const codes = new Set<string>()
    for (let at = 0; at < text.length; at += 1)
      for (const letter of ['\n', 'A', '9', '"', '\u0000', 'é']) {
        if (text[at] === letter) continue
        const code = found(text.slice(0, at) + letter + text.slice(at + 1))
        expect(code, `byte ${at} as ${JSON.stringify(letter)}`).not.toBe('read')
        codes.add(code)
      }
    expect([...codes].sort()).toEqual(['cut', 'newer-version', 'not-ours', 'tampered'])
  })

  it('refuses more bytes than it may have before it reads any', () => {
    expect(readOutboxFile('x'.repeat(11), 10)).toEqual({ ok: false, problem: { problem: 'too-large' } })
  })
})

describe('an outbox in parcels', () => {
  it('is the same boxes under the same heads, each parcel small and whole, a large box alone', async () => {
    const parts = await Promise.all(
      ['file-1', 'file-2'].map(async (file) => {
        const { contentKey, ...head } = await signedHead({ signer, server: server.point, file })
        const boxes = Array.from({ length: 30 }, (_, at) =>
          boxed(contentKey, file, at, { id: `${file}-${at}`, text: 'x'.repeat(at === 7 ? 9000 : 300), hash: hashOf('x') }),
        )
        return { ...head, boxes }
      }),
    )
    const parcels = parcelsOf(parts, 5000)
    expect(parcels.length).toBeGreaterThan(6)
    expect(parcels.filter(({ text }) => text.length > 5000).map(({ ids }) => ids)).toEqual([['file-1-7'], ['file-2-7']])
    const read = parcels.map(({ text }) => readOutboxFile(text))
    const again = read.flatMap((each) => (each.ok ? each.value : []))
    expect(again.flatMap(({ boxes }) => boxes)).toEqual(parts.flatMap(({ boxes }) => boxes))
    expect(new Set(again.map(({ head }) => head))).toEqual(new Set(parts.map(({ head }) => head)))
    expect(parcelsOf([])).toEqual([])
  })

  it('keeps its heads as they were signed', async () => {
    const { head } = await signedHead({ signer, server: server.point })
    expect(headText(JSON.parse(head))).toBe(head)
  })
})
