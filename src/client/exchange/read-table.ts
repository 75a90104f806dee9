import { err, type Result } from '../../core/domain/result.ts'
import { type Table, type TableProblem, tableLimits, tableProblem } from '../../core/exchange/table.ts'
import type { TableRequest } from './table-of.ts'

/** Somebody who reads one table, away from the screen's thread. */
export interface TableReader {
  /** Answers once. Rejects only for a defect: every expected trouble is in the result. */
  readonly read: (request: TableRequest) => Promise<Result<Table, TableProblem>>
  /** Ends the reader, whatever it is doing. */
  readonly stop: () => void
}

export type ReadOptions = {
  /** A sheet by name; the first visible one otherwise. */
  readonly sheet?: string | undefined
  readonly openReader?: (() => TableReader) | undefined
  readonly seconds?: number | undefined
}

/**
 * A CSV or .xlsx file's bytes as a table. Reads in a worker of its own and gives up after ten seconds, so that no file can
 * freeze the screen. The bytes stay the caller's: the same file can be read again for another sheet.
 */
export const readTable = async (
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<Result<Table, TableProblem>> => {
  const { sheet, openReader = workerReader, seconds = tableLimits.seconds } = options
  if (bytes.length > tableLimits.bytes) return err(tableProblem('file-too-large', { megabytes: tableLimits.bytes / 1024 / 1024 }))
  const reader = openReader()
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooSlow = new Promise<Result<Table, TableProblem>>((resolve) => {
    timer = setTimeout(() => resolve(err(tableProblem('reading-too-slow', { seconds }))), seconds * 1000)
  })
  try {
    return await Promise.race([reader.read({ bytes, fileName, sheet }), tooSlow])
  } finally {
    clearTimeout(timer)
    reader.stop()
  }
}

const workerReader = (): TableReader => {
  const worker = new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module' })
  return {
    read: (request) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<Result<Table, TableProblem>>) => resolve(data)
        worker.onerror = (event) => reject(new Error(`The table reader broke: ${event.message}`))
        worker.postMessage(request)
      }),
    stop: () => worker.terminate(),
  }
}
