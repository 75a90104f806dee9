import type { OperationId, StreamId } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import { hashOf, leafOf, nodeOf } from './hash.ts'
import { canonical, type Json } from './json.ts'
import type { SyncProblem } from './problem.ts'
import type { MergeStatus } from './row.ts'

/** What became of one operation. Only this takes it off the outbox. */
export type Receipt = {
  readonly operation: OperationId
  /** The hash of the operation's text: what the server holds is what was made. */
  readonly hash: string
  readonly status: MergeStatus | 'refused'
  readonly stream: StreamId
  /** Place in the stream's log; 0 when refused. */
  readonly seq: number
  /** The entity's rev after it; 0 when refused. */
  readonly rev: number
  /** By the server's clock, when it was first taken or refused. */
  readonly time: Instant
  readonly problem?: SyncProblem | undefined
}

/** The last place in each stream of which receipts tell. */
export const lastPlaces = (receipts: readonly Receipt[]): { readonly [stream: string]: number } => {
  const last: Record<string, number> = {}
  for (const { stream, seq } of receipts) if (seq > (last[stream] ?? 0)) last[stream] = seq
  return last
}

/** What proves one receipt alone: its neighbours up to the root that the server signed together with its epoch. */
export type ReceiptProof = {
  readonly epoch: string
  /** From leaf to root: each neighbour with the side on which it stands. */
  readonly path: readonly { readonly side: 'left' | 'right'; readonly hash: string }[]
  readonly signature: string
}

/** What the server signs for a list of receipts: one signature, however many they are. */
export const receiptsClaim = (epoch: string, root: string): string => `palier-receipts\n${epoch}\n${root}`

/** The root of the hash tree over the receipts. A node left without a neighbour goes up as it is. `hash` is handed in, for a server has a faster one. */
export const rootOf = (receipts: readonly Receipt[], hash = hashOf): string => levelsOf(receipts, hash).at(-1)?.[0] ?? ''

const leafFor = (receipt: Receipt, hash = hashOf): string => leafOf(canonical(receipt as unknown as Json), hash)

/** What was hashed to check the root is not hashed again for the paths. */
const hashed = new WeakMap<readonly Receipt[], readonly (readonly string[])[]>()

const levelsOf = (receipts: readonly Receipt[], hash = hashOf): readonly (readonly string[])[] => {
  const known = hashed.get(receipts)
  if (known) return known
  const levels = levelsAbove(
    receipts.map((receipt) => leafFor(receipt, hash)),
    hash,
  )
  hashed.set(receipts, levels)
  return levels
}

const levelsAbove = (leaves: readonly string[], hash: (text: string) => string): readonly (readonly string[])[] => {
  const levels = [leaves]
  for (let level = leaves; level.length > 1; levels.push(level)) {
    const below = level
    level = Array.from({ length: Math.ceil(below.length / 2) }, (_, at) => {
      const [left = '', right] = [below[at * 2], below[at * 2 + 1]]
      return right === undefined ? left : nodeOf(left, right, hash)
    })
  }
  return levels
}

/** The leaves of the tree, in the order of the receipts: all that it takes to prove any of them. */
export const leavesOf = (receipts: readonly Receipt[]): readonly string[] => levelsOf(receipts)[0] ?? []

/** The way from any leaf to the root. The tree is built once, where the first is asked for. */
export const pathsFrom = (leaves: readonly string[]): ((leaf: number) => ReceiptProof['path']) => {
  let levels: readonly (readonly string[])[] | undefined
  return (leaf) => {
    levels ??= levelsAbove(leaves, hashOf).slice(0, -1)
    return levels.flatMap((level, height) => {
      const at = Math.floor(leaf / 2 ** height)
      const isLeft = at % 2 === 0
      const hash = level[isLeft ? at + 1 : at - 1]
      return hash === undefined ? [] : [{ side: isLeft ? ('right' as const) : ('left' as const), hash }]
    })
  }
}

/** The root that a receipt and its path lead to. The receipt is proven when the server signed `receiptsClaim` of it. */
export const rootFrom = (receipt: Receipt, path: ReceiptProof['path']): string =>
  path.reduce((at, { side, hash }) => (side === 'left' ? nodeOf(hash, at) : nodeOf(at, hash)), leafFor(receipt))
