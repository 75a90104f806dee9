import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { envelopeOf } from '../../../src/core/protocol/envelope.ts'
import { hashOf } from '../../../src/core/protocol/hash.ts'
import { limits, protocolVersion, servedVersions } from '../../../src/core/protocol/limits.ts'
import { helloClaim } from '../../../src/core/protocol/message/hello.ts'
import { reply1Schema } from '../../../src/core/protocol/message/reply-1.ts'
import { request1Schema } from '../../../src/core/protocol/message/request-1.ts'
import { lineParts, operationIn } from '../../../src/core/protocol/read-operation.ts'
import { receiptsClaim, rootOf } from '../../../src/core/protocol/receipt.ts'
import { replyLineIn } from '../../../src/core/protocol/reply.ts'
import { readRequest, requestBody } from '../../../src/core/protocol/request.ts'
import { isSignedBy } from '../../../src/server/store/keys.ts'
import { shapes } from './message-shapes.ts'

const folder = resolve(import.meta.dirname, 'recorded')
const recorded = (version: number, name: string): string => readFileSync(join(folder, String(version), name), 'utf8')

describe('[V1] the messages', () => {
  it('keep the shapes that were recorded for this version; a new shape is a new version: npm run messages', () => {
    expect({ protocolVersion, shapes: shapes() }).toEqual(JSON.parse(readFileSync(join(folder, 'shapes.json'), 'utf8')))
  })

  it('have a recorded example of every version that is served or was', () => {
    const versions = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'operation.json')))
    expect(versions.sort()).toEqual(Array.from({ length: protocolVersion }, (_, at) => String(at + 1)))
    expect(servedVersions.every((version) => versions.includes(String(version)))).toBe(true)
  })
})

describe('[V3] an operation that was recorded', () => {
  it.each([1, 2, 3])('under protocol %i is read as what it was', (version) => {
    const text = recorded(version, 'operation.json')
    expect(operationIn(text)).toMatchObject({
      id: `recorded-${version}`,
      entity: { kind: 'assessment', id: 'a-1' },
      set: { 'rating:valuation': { kind: 'level', level: 3 }, 'comment:valuation': 'Vu à l’œuvre, « sûr ».' },
    })
    expect(operationIn(text)?.base['rating:valuation']).toBe('op-before')
  })

  it('keeps its text and its hash when it is made again', () => {
    const text = recorded(2, 'operation.json')
    const operation = operationIn(text)
    expect(operation && envelopeOf(operation)).toMatchObject({ text, hash: '-79Si-v-fuowPgff8FHgrGJaC_MClFgporco0j5Lx8I' })
    expect(operationIn(text.replace('"v":2', '"v":3'))).toBeUndefined()
  })
})

describe('[V2] an exchange that was recorded', () => {
  it('under protocol 1 is read', () => {
    expect(request1Schema.safeParse(JSON.parse(recorded(1, 'request.json'))).success).toBe(true)
    expect(reply1Schema.safeParse(JSON.parse(recorded(1, 'reply.json'))).success).toBe(true)
  })

  it.each([2, 3])('under protocol %i is read, hash by hash and signature by signature', (version) => {
    const request = readRequest(recorded(version, 'request.ndjson'))
    expect(request).toMatchObject({ ok: true, value: { head: { protocol: version, device: 'tablet-1' } } })
    const lines = request.ok ? request.value.lines.map((line) => lineParts(line)) : []
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(hashOf(line?.text ?? '')).toBe(line?.hash)

    const reply = recorded(version, 'reply.ndjson').split('\n').slice(0, -1).map(replyLineIn)
    expect(new Set(reply.map((line) => line?.line))).toEqual(new Set(['hello', 'receipts', 'put', 'leave', 'mark', 'end']))
    for (const line of reply)
      if (line?.line === 'hello') {
        const { line: _, signature, ...hello } = line
        expect(isSignedBy(hello.key, helloClaim(hello), signature)).toBe(true)
        const receipts = reply.find((one) => one?.line === 'receipts')
        if (receipts?.line !== 'receipts') throw new Error('no receipts')
        expect(isSignedBy(hello.key, receiptsClaim(hello.epoch, rootOf(receipts.receipts)), receipts.signature)).toBe(true)
      }
  })

  it('is unreadable as a whole when anything of it is missing or altered', () => {
    const body = recorded(3, 'request.ndjson')
    for (let at = 0; at < body.length; at += 1) expect(readRequest(body.slice(0, at)).ok, `cut at ${at}`).toBe(false)
    expect(readRequest(body.replace('tablet-1', 'tablet-2')).ok).toBe(false)
    const lines = body.split('\n')
    expect(readRequest([lines[0], ...lines.slice(2)].join('\n')).ok).toBe(false)
  })

  const headOf = (part: object) => {
    const head = JSON.parse(recorded(3, 'request.ndjson').split('\n')[0] ?? '')
    return readRequest(requestBody({ ...head, ...part }, []))
  }
  const places = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`site-${at}`, { seq: 1, proof: 'proof' }]))

  const report = { unsent: 0, storage: 'unknown', offset: null }

  it.each([
    ['a letter that no database holds', { app: '0.1.\0' }],
    ['more unsent work than there can be', { report: { ...report, unsent: 2 ** 31 } }],
  ])('is unreadable with %s', (_, part) => {
    expect(headOf({ app: '0.1.0', report }).ok).toBe(true)
    expect(headOf(part)).toEqual({ ok: false, problem: 'unreadable' })
  })

  it.each(['cursors', 'witness'])('[S9] is unreadable with more %s than there may be streams', (field) => {
    expect(headOf({ [field]: places(limits.streams) }).ok).toBe(true)
    expect(headOf({ [field]: places(limits.streams + 1) })).toEqual({ ok: false, problem: 'unreadable' })
  })
})
