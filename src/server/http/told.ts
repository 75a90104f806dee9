import type { FastifyRequest } from 'fastify'
import type { Receipt } from '../../core/protocol/receipt.ts'

/** What the log line says of an exchange: ids and counts. */
export const told = (request: FastifyRequest, device: string, operations: number, receipts: readonly Receipt[]): void => {
  if (!request.told) return
  const outcomes: Record<string, number> = {}
  for (const { status } of receipts) outcomes[status] = (outcomes[status] ?? 0) + 1
  Object.assign(request.told, { device, operations, outcomes })
}
