import type { StoredReceipt } from '../../src/client/storage/database.ts'
import type { Receipt } from '../../src/core/protocol/receipt.ts'
import { operation, receipt } from './operations.ts'

/** A receipt as a device keeps it. */
export const storedReceipt = (entity: string, id: string, part: Partial<Receipt> = {}): StoredReceipt => ({
  entity,
  receipt: receipt(operation({ id: id as never }), part),
  proof: { epoch: 'e-1', path: [], signature: 'signed' },
})
