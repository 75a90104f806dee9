import { err, type Result } from '../../core/domain/result.ts'
import { readCsv } from '../../core/exchange/csv.ts'
import { type Table, type TableProblem, tableLimits, tableProblem } from '../../core/exchange/table.ts'
import { readXlsx } from './xlsx.ts'

export type TableRequest = { readonly bytes: Uint8Array; readonly fileName: string; readonly sheet?: string | undefined }

/** A file's bytes as a table. What it is shows in its first bytes; a name can be wrong. Heavy: runs in a worker. */
export const tableOf = async ({ bytes, fileName, sheet }: TableRequest): Promise<Result<Table, TableProblem>> => {
  if (bytes.length > tableLimits.bytes) return err(tableProblem('file-too-large', { megabytes: tableLimits.bytes / 1024 / 1024 }))
  if (bytes.length === 0) return err(tableProblem('table-empty'))
  if (isOpenDocument(bytes)) return err(tableProblem('not-a-table'))
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return readXlsx(bytes, sheet)
  // The container of old .xls files, and of .xlsx files with a password.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return err(tableProblem('xls-not-supported'))
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) return err(tableProblem('not-a-table'))
  return readCsv(bytes, fileName.replace(/\.[^.]*$/, ''))
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte)

/** An archive of LibreOffice's own formats says what it is in its first entry, not compressed. */
const isOpenDocument = (bytes: Uint8Array): boolean =>
  String.fromCharCode(...bytes.subarray(30, 80)).startsWith('mimetypeapplication/vnd.oasis.opendocument')
