import { Broken, isSealed, type Sealed } from '../storage/sealing.ts'
import { type BulkAnswer, type BulkCall, pieceAt, type Strung, strung } from './bulk-calls.ts'
import type { Cipher } from './cipher.ts'
import { unpack } from './packed.ts'
import { type Bound, opened } from './sealing.ts'

/** Opens many items at once, beside the page. */
export type Bulk = {
  readonly open: (places: readonly string[], sealed: Sealed['sealed'][]) => Promise<Strung>
  /** Ends it, and the key that it holds. */
  readonly end: () => void
}

/** The worker is started by the first long list. */
export const openBulkWorker = (cipher: Cipher): Bulk => {
  let worker: Worker | undefined
  let number = 0
  const waiting = new Map<number, { readonly resolve: (answer: BulkAnswer) => void; readonly reject: (error: Error) => void }>()
  const failAll = (): void => {
    for (const { reject } of waiting.values()) reject(new Broken('the worker ended'))
    waiting.clear()
  }
  const started = async (): Promise<Worker> => {
    const key = await cipher.handle()
    if (worker) return worker
    worker = new Worker(new URL('./bulk.worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<BulkAnswer>) => {
      waiting.get(data.number)?.resolve(data)
      waiting.delete(data.number)
    }
    worker.onerror = failAll
    worker.postMessage({ key } satisfies BulkCall)
    return worker
  }
  return {
    open: async (places, sealed) => {
      const ready = await started()
      number += 1
      // A copy is handed over: where the worker fails, they are opened here.
      const call = { number, places, ...strung(sealed) } satisfies BulkCall
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject })
        ready.postMessage(call, [call.bytes.buffer, call.ends.buffer])
      })
    },
    end: () => {
      worker?.terminate()
      worker = undefined
      failAll()
    },
  }
}

export type Opening = {
  readonly bulk: Bulk
  readonly sealing: Bound
  readonly table: string
  readonly broken?: ((table: string, stored: object) => void) | undefined
}

/** A list as it was, without what does not open. Throws where there is no worker to do it. */
export const openBulk = async ({ bulk, sealing, table, broken }: Opening, found: readonly object[]): Promise<object[]> => {
  const sealed = found.filter(isSealed)
  const places = sealed.map((one) => sealing.placeOf(table, one))
  const plain = await bulk.open(
    places,
    sealed.map((one) => one.sealed),
  )
  const inside = new Map<object, object>()
  for (const [at, one] of sealed.entries()) {
    const bytes = pieceAt(plain, at)
    if (bytes.length > 0) inside.set(one, opened(one, unpack(bytes)))
    else broken?.(table, one)
  }
  return found.flatMap((one) => (isSealed(one) ? (inside.get(one) ?? []) : [one]))
}
