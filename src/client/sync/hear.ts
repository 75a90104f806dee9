import type { OperationId, StreamId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import { type Hello, helloClaim } from '../../core/protocol/message/hello.ts'
import type { Replica, Session } from '../../core/protocol/ports.ts'
import { type Receipt, receiptsClaim, rootOf } from '../../core/protocol/receipt.ts'
import { type ReplyLine, replyLineIn } from '../../core/protocol/reply.ts'
import { lineIn } from '../../core/protocol/segment/rows.ts'
import { openPages, type Pages } from './pages.ts'
import type { ExchangeProblem } from './send.ts'
import type { Verify } from './verify.ts'

/** What a reply brought, also where it broke off. */
export type Heard = {
  readonly time: string
  /** How far this device's clock is ahead of headquarters', in milliseconds. */
  readonly offset: number
  readonly settled: ReadonlySet<OperationId>
  readonly more: boolean
  readonly isNewEpoch: boolean
  /** Headquarters wants this device to erase itself, once everything is delivered. */
  readonly isToErase: boolean
  readonly problem: ExchangeProblem | undefined
}

/** How it goes so far: counted on by the engine, round after round. */
type Told = {
  settled: number
  taken: number
  bytesOut: number
  bytesIn: number
  waiting: number
  coming: number
}

type Ears = {
  readonly replica: Replica
  readonly verify: Verify
  readonly now: () => Instant
  readonly progress: (told: Readonly<Told>) => void
}

type Reply = {
  readonly lines: AsyncIterable<string | Uint8Array>
  readonly session: Session
  readonly nonce: string
  readonly asked: readonly StreamId[]
  /** When the request left, by this device's clock. */
  readonly left: Instant
  readonly total: Told
  /** Told of receipts once it is certain who signed them, before they are written down. */
  readonly proven?: ((receipts: readonly Receipt[], hello: Hello) => Promise<void>) | undefined
}

type Receipts = Extract<ReplyLine, { readonly line: 'receipts' }>

const none: ExchangeProblem = { problem: 'no-network' }

const decoder = new TextDecoder()
const textOf = (bytes: Uint8Array): string => decoder.decode(bytes)

/**
 * Takes a reply in, line by line. [D4] Nothing counts before a hello that echoes the nonce, is signed, and is signed by the
 * headquarters that this device knows. [D2] Receipts count by their signature. [D5] Changes are taken up to a mark, together with it.
 */
export const hear = async ({ replica, verify, now, progress }: Ears, reply: Reply): Promise<Heard> => {
  const { session, nonce, asked, total } = reply
  const settled = new Set<OperationId>()
  let hello: Hello | undefined
  let offset = 0
  const heard = (problem: ExchangeProblem | undefined, more = false): Heard => ({
    time: hello?.time ?? '',
    offset,
    settled,
    more,
    isNewEpoch: hello !== undefined && hello.epoch !== session.epoch,
    isToErase: hello?.orders?.includes('erase') === true,
    problem,
  })

  const greet = async (said: Hello): Promise<ExchangeProblem | undefined> => {
    const ahead = offsetOf(said.time, reply.left, now())
    if (said.nonce !== nonce || !(await verify(said.key, helloClaim(said), said.signature))) return none
    if (session.key !== null && said.key !== session.key) return { problem: 'other-server' }
    if (isNews(said, reply)) await replica.greet(said, asked)
    hello = said
    offset = ahead
    const cursors = asked.length > 0 ? await replica.cursors() : {}
    total.coming = asked.reduce((sum, stream) => sum + Math.max(0, (said.streams[stream] ?? 0) - (cursors[stream]?.seq ?? 0)), 0)
    return undefined
  }
  const confirm = async ({ receipts, places, signature }: Receipts, said: Hello): Promise<boolean> => {
    const { key, epoch } = said
    if (!(await verify(key, receiptsClaim(epoch, rootOf(receipts)), signature))) return false
    await reply.proven?.(receipts, said)
    await replica.confirm(receipts, { epoch, signature, places })
    for (const { operation } of receipts) settled.add(operation)
    total.settled += receipts.length
    total.waiting = Math.max(0, total.waiting - receipts.length)
    return true
  }
  const take = async ({ changes, marks }: Pages, whole: readonly StreamId[] = []): Promise<void> => {
    if (!hello) return
    const { epoch, time, scope, streams } = hello
    await replica.take({ epoch, time, changes, marks, whole, scope, heads: streams })
    total.taken += changes.length
    total.coming = Math.max(0, total.coming - changes.length)
    progress({ ...total })
  }
  const pages = openPages(take)
  /** What came whole is written first, also where the reply broke off after it. */
  const ended = async (problem: ExchangeProblem | undefined, more = false): Promise<Heard> => {
    await pages.written()
    return heard(problem, more)
  }

  try {
    for await (const text of reply.lines) {
      const line = typeof text === 'string' ? replyLineIn(text) : lineIn(text, textOf)
      if (!line) return await ended(none)
      if (line.line === 'hello') {
        const problem = hello ? none : await greet(line)
        if (problem) return await ended(problem)
      } else if (!hello) return heard(none)
      else if (line.line === 'receipts') {
        if (!(await confirm(line, hello))) return await ended(none)
        progress({ ...total })
      } else if (line.line === 'mark') await pages.mark(line)
      else if (line.line === 'end') {
        await pages.written()
        const whole = line.more ? [] : wholeStreams(asked, hello)
        if (whole.length > 0) await take({ changes: [], marks: [] }, whole)
        return heard(undefined, line.more)
      } else pages.change(line)
    }
    return await ended(none)
  } catch (problem) {
    // The line broke, or this device could not keep the books: the second is told, for it does not mend itself.
    const stored = await pages.written().then(
      () => true,
      (error: unknown) => !isOfStorage(error),
    )
    return heard(!stored || isOfStorage(problem) ? { problem: 'not-stored' } : none)
  }
}

/** Headquarters read its clock somewhere between the request and the hello: in the middle, as far as anybody knows. What follows may take minutes. */
const offsetOf = (said: Instant, left: Instant, heard: Instant): number =>
  Math.round((Date.parse(left) + Date.parse(heard)) / 2 - Date.parse(said))

/** While much is sent, one hello follows the other: what this device wrote down at the last one is not written down again. */
const isNews = ({ epoch, key, forked }: Hello, { session, asked }: Reply): boolean =>
  asked.length > 0 ||
  forked ||
  epoch !== session.epoch ||
  key !== session.key ||
  session.incarnation[0] !== session.incarnation[1]

const wholeStreams = (asked: readonly StreamId[], { streams }: Hello): readonly StreamId[] =>
  asked.filter((stream) => Object.hasOwn(streams, stream))

/** Dexie and this tab's own guards name their errors; what the network throws is a TypeError or an abort. */
const isOfStorage = (problem: unknown): boolean =>
  !(problem instanceof TypeError) &&
  !(problem instanceof DOMException && (problem.name === 'AbortError' || problem.name === 'NetworkError'))
