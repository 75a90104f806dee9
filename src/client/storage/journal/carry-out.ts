import { err, ok, type Result } from '../../../core/domain/result.ts'
import { type CarriedPart, writeOutboxFile } from '../../../core/protocol/courier/outbox-file.ts'
import { hashOf } from '../../../core/protocol/hash.ts'
import { carriedParts } from './carried-parts.ts'
import type { SealedOutbox } from './journal.ts'
import { journalFiles } from './journal-files.ts'

/**
 * [C1] The unsent work of a sealed journal as a file to be carried to headquarters. Asks for no passphrase: whoever has the tablet
 * may take it there, and reads nothing of it. It is a copy; nothing leaves the journal by it. `failed`: there is work that
 * could not be put into one.
 */
export const carryOut = async (
  journal: string,
  files: (name: string) => Promise<readonly Uint8Array[] | undefined> = journalFiles,
): Promise<Result<readonly SealedOutbox[], { readonly problem: 'nothing' | 'failed' }>> => {
  const found = await files(journal)
  if (!found) return err({ problem: 'failed' })
  const { parts, operations, notSealed, damaged } = carriedParts(found)
  if (parts.length === 0) return err({ problem: notSealed + damaged > 0 ? 'failed' : 'nothing' })
  return ok([outboxOf(parts, operations)])
}

export const outboxOf = (parts: readonly CarriedPart[], operations: number): SealedOutbox => {
  const text = writeOutboxFile(parts)
  return { name: nameOf(text), bytes: new TextEncoder().encode(text), operations }
}

/** Browsers share files of a few kinds alone, and this is text. The same work has the same name. */
const nameOf = (text: string): string => `palier-scelle-${hashOf(text).replaceAll(/[-_]/g, '').slice(0, 8)}.txt`
