import { describe, expect, it } from 'vitest'
import { readTable, type TableReader } from '../../../src/client/exchange/read-table.ts'
import { tableOf } from '../../../src/client/exchange/table-of.ts'

/** A reader on this thread, in the place of a worker. */
const reader = (read: TableReader['read']) => {
  const stopped: true[] = []
  return { stopped, openReader: (): TableReader => ({ read, stop: () => stopped.push(true) }) }
}

const bytes = new TextEncoder().encode('a;b\n1;2\n')

describe('reading a table', () => {
  it('answers with the table, named after its file, and ends its reader', async () => {
    const { stopped, openReader } = reader(async (request) => tableOf(request))
    const found = await readTable(bytes, 'agents 2026.csv', { openReader })
    expect(found).toMatchObject({ ok: true, value: { sheet: 'agents 2026', header: ['a', 'b'] } })
    expect(stopped).toEqual([true])
  })

  it('is given up after its deadline, and ends a reader that never answers', async () => {
    const { stopped, openReader } = reader(() => new Promise(() => {}))
    const found = await readTable(bytes, 'lent.xlsx', { openReader, seconds: 0.02 })
    expect(found).toEqual({ ok: false, problem: { problem: 'reading-too-slow', params: { seconds: 0.02 } } })
    expect(stopped).toEqual([true])
  })

  it('refuses a file over 10 MB without opening a reader', async () => {
    const openReader = (): TableReader => {
      throw new Error('a reader was opened')
    }
    const found = await readTable(new Uint8Array(10 * 1024 * 1024 + 1), 'grand.csv', { openReader })
    expect(found).toMatchObject({ ok: false, problem: { problem: 'file-too-large' } })
  })

  it('reports a reader that breaks as a defect, and ends it', async () => {
    const { stopped, openReader } = reader(() => Promise.reject(new Error('broken')))
    await expect(readTable(bytes, 'agents.csv', { openReader })).rejects.toThrow('broken')
    expect(stopped).toEqual([true])
  })
})
