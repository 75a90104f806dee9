import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { oneRecordOf, recordFile } from '../../../src/client/app/one-record.ts'
import { checkReceipt, type HeldReceipt, receiptOf } from '../../../src/client/app/receipts.ts'
import { ReceiptPage } from '../../../src/client/features/sync/receipt-page.tsx'
import { ReceiptsPage } from '../../../src/client/features/sync/receipts-page.tsx'
import { RecordPage } from '../../../src/client/features/sync/record-page.tsx'
import { SyncCentrePage } from '../../../src/client/features/sync/sync-centre-page.tsx'
import { heldWith } from '../../../src/client/storage/held.ts'
import { idsOfUnsent, markUnknown } from '../../../src/client/storage/on-the-way.ts'
import type { OperationId } from '../../../src/core/domain/id.ts'
import { fingerprintOf } from '../../../src/core/protocol/fingerprint.ts'
import { hashOf } from '../../../src/core/protocol/hash.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { assessment, signedSite } from '../assess/two-tablets.ts'
import { show } from '../campaigns/headquarters.tsx'

const cleanly = async (): Promise<void> => {
  const found = await axe.run(document.body, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } })
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

/** A tablet whose signed assessment headquarters has received, proof and all. */
const received = async () => {
  const log = memoryServerLog()
  const app = await signedSite(log)
  const held = await receiptOf(app, assessment)
  if (!held) throw new Error('no receipt')
  return { app, log, held }
}

const withReceipt = (app: App, held: HeldReceipt, part: Partial<HeldReceipt['receipt']>): Promise<unknown> =>
  app.database.answers
    .clear()
    .then(() =>
      app.database.receipts.put({ entity: `assessment:${held.id}`, receipt: { ...held.receipt, ...part }, proof: held.proof }),
    )

describe('a receipt', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('is proven without a network: headquarters signed it, and the work kept here is what was received', async () => {
    const { app, held } = await received()
    expect(held).toMatchObject({ officer: 'TRAORÉ Awa', registration: 'M100' })
    expect(await checkReceipt(app, held)).toEqual({ check: 'proven', text: 'same' })
    await app.database.held.clear()
    expect(await checkReceipt(app, held)).toEqual({ check: 'proven', text: 'not-kept' })
  })

  it.each([
    ['its date', { time: '2020-01-01T00:00:00.000Z' }],
    ['its number', { seq: 999 }],
    ['its hash', { hash: hashOf('something else') }],
    ['what became of the work', { status: 'merged' as const }],
  ])('that was altered in %s is not proven', async (_, part) => {
    const { app, held } = await received()
    expect(await checkReceipt(app, { ...held, receipt: { ...held.receipt, ...part } })).toEqual({ check: 'not-proven' })
  })

  it('says so where the work kept here was altered, where the key is another, and where no key was met', async () => {
    const { app, held } = await received()
    await app.database.held.toCollection().modify((batch) => {
      Object.assign(batch, { entries: batch.entries.map((entry) => ({ ...entry, text: '{"altered":true}' })) })
    })
    expect(await checkReceipt(app, held)).toEqual({ check: 'other-text' })
    await app.database.meta.put({ key: 'server-key', value: memoryServerLog().signer.key.replace(/.{8}$/, 'AAAAAAAA') })
    expect(await checkReceipt(app, held)).toEqual({ check: 'not-proven' })
    await app.database.meta.delete('server-key')
    expect(await checkReceipt(app, held)).toEqual({ check: 'no-key' })
  })

  it('names its key so that it can be read out over the telephone', () => {
    expect(fingerprintOf('a-key')).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
  })
})

describe('the page of one record', () => {
  const here = `/sync/record/assessment/${assessment.replace('.', '~')}`
  const open = (app: App, path = here) => show(app, RecordPage, path, '/sync/record/:kind/:id')

  it('is found from the sync centre, shows the receipt short and whole, and proves it at a press', async () => {
    const { app, held } = await received()
    show(app, SyncCentrePage, '/sync')
    const entry = await screen.findByRole('link', { name: 'TRAORÉ Awa' })
    expect(entry.getAttribute('href')).toBe(here)
    cleanup()
    open(app)
    const shown = within(await screen.findByRole('region', { name: 'Accusé de réception' }))
    expect(shown.getByText(held.receipt.hash.slice(0, 12))).toBeTruthy()
    expect(shown.getByText(held.receipt.hash)).toBeTruthy()
    await userEvent.click(shown.getByRole('button', { name: 'Vérifier cet accusé' }))
    await shown.findByText('Accusé authentique.')
    await shown.findByText(/le travail gardé ici est bien celui qu’il a reçu/)
    await cleanly()
  })

  it('hands the record on as a file: each operation to the letter, with what became of it, and the proof', async () => {
    const { app, log, held } = await received()
    await app.perform([
      { kind: 'resolve', entity: { kind: 'assessment', id: assessment }, stream: 'site' as never, set: {}, resolves: [] },
    ])
    const record = await oneRecordOf(app, 'assessment', assessment)
    if (!record) throw new Error('no record')
    const made = await recordFile(app, record)
    if (!made.ok) throw new Error(made.problem.problem)
    const { text, count, name } = made.value
    const file = JSON.parse(text)
    expect([count, file.operations.length]).toEqual([record.operations.length, count])
    expect(file.operations.map(({ state }: { state: string }) => state)).toEqual(['received', 'received', 'received', 'waiting'])
    for (const operation of file.operations) expect(hashOf(operation.text)).toBe(operation.hash)
    expect(file.receipt).toEqual({ receipt: held.receipt, proof: held.proof, key: log.signer.key })
    expect(name).toMatch(/^palier-assessment-.*\.json$/)
  })

  it('tells of what was sent into a cut line that nobody knows whether it arrived, and that it will be asked for', async () => {
    const { app } = await received()
    await app.perform([
      { kind: 'resolve', entity: { kind: 'assessment', id: assessment }, stream: 'site' as never, set: {}, resolves: [] },
    ])
    await markUnknown(app.database, [...(await idsOfUnsent(app.database))] as OperationId[])
    open(app)
    await screen.findByText('Envoyé, mais on ne sait pas si c’est arrivé')
    expect(screen.getByText(/arrivée inconnue : le siège sera interrogé de nouveau/)).toBeTruthy()
    show(app, SyncCentrePage, '/sync')
    await screen.findByText('1 saisie envoyée, sans que l’on sache si elle est arrivée')
  })

  it('gives the reason of each refusal in words, and says where a record is unknown', async () => {
    const { app, held } = await received()
    const [kept] = await heldWith(app.database, [held.receipt.operation])
    if (!kept) throw new Error('nothing held')
    await app.database.refused.put({
      ...kept,
      id: 'op-bad' as never,
      problem: { problem: 'bad-signature' },
      time: held.receipt.time,
    })
    open(app)
    await screen.findByText(/La signature de l’appareil ne se vérifie pas/)
    open(app, '/sync/record/person/nobody')
    await screen.findByText('Cet appareil ne connaît rien de tel')
  })
})

describe('the paper', () => {
  it('says for one receipt whose it is, when and under which number, with the proof and that it was checked', async () => {
    const { app, held } = await received()
    show(app, ReceiptPage, `/sync/receipt/${assessment.replace('.', '~')}`, '/sync/receipt/:assessment')
    const paper = within(await screen.findByRole('article'))
    for (const words of ['TRAORÉ Awa', 'M100', held.receipt.hash, held.proof.signature, held.receipt.operation])
      expect(paper.getByText(words)).toBeTruthy()
    const key = (await app.database.meta.get('server-key'))?.value as string
    expect(paper.getByText(fingerprintOf(key))).toBeTruthy()
    expect(paper.getByText('Accusé authentique.')).toBeTruthy()
    expect(paper.getByText(/^Pour vérifier/)).toBeTruthy()
    await cleanly()
  })

  it('says on itself that a receipt does not hold', async () => {
    const { app, held } = await received()
    await withReceipt(app, held, { seq: 7777 })
    show(app, ReceiptPage, `/sync/receipt/${assessment.replace('.', '~')}`, '/sync/receipt/:assessment')
    await screen.findByText('CET ACCUSÉ NE SE VÉRIFIE PAS.')
  })

  it('lists a day’s receipts, and says how many are proven', async () => {
    const { app, held } = await received()
    show(app, ReceiptsPage, '/sync/receipts')
    const paper = within(await screen.findByRole('article'))
    expect(paper.getByRole('rowheader', { name: 'TRAORÉ Awa' })).toBeTruthy()
    expect(paper.getByText(held.receipt.hash)).toBeTruthy()
    expect(paper.getByText(/^1 accusé authentique sur 1/)).toBeTruthy()
    await cleanly()
  })

  it('says where there is no receipt yet, and what to do', async () => {
    const app = await signedSite(memoryServerLog())
    await Promise.all([app.database.receipts.clear(), app.database.answers.clear()])
    show(app, ReceiptsPage, '/sync/receipts')
    await screen.findByText('Pas encore d’accusé')
  })
})
