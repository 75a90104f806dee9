import type { SyncProblem } from '../problem.ts'
import type { Receipt } from '../receipt.ts'

/** A receipt in the words of protocol 2: a device that does not know a problem takes no reply with it, and would send for ever. */
export const receiptAs2 = (receipt: Receipt): Receipt =>
  receipt.problem && younger.includes(receipt.problem.problem) ? { ...receipt, problem: { problem: 'out-of-scope' } } : receipt

const younger: readonly SyncProblem['problem'][] = ['erased', 'revoked']
