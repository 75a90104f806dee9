import type { Send } from '../../../src/client/sync/send.ts'
import { err, ok } from '../../../src/core/domain/result.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { lastPlaces } from '../../../src/core/protocol/receipt.ts'
import { readRequest } from '../../../src/core/protocol/request.ts'
import { hashOf } from '../../../src/server/hash.ts'
import { answerLines } from '../../../src/server/http/answer.ts'
import type { Chance } from '../random.ts'
import { Violation } from './violation.ts'

/** What the way to the server is made of. */
export type Way = {
  readonly log: () => ServerLog
  readonly time: () => string
  /** Told of what the server threw that no rule foresees. */
  readonly fault: (problem: unknown) => void
  /** Copies of requests and replies that hang about in the network. */
  readonly late: (body: string) => void
  readonly oldReply: () => string | undefined
  readonly keepReply: (text: string) => void
  /** Others go on while a reply is on its way. */
  readonly meanwhile: () => Promise<void>
}

type Endpoint = Pick<Way, 'log' | 'time' | 'fault'>

/** What the endpoint answers to a body, piece by piece. Throws for one that it refuses as a whole. */
export async function* answer({ log, time, fault }: Endpoint, body: string): AsyncGenerator<string> {
  const request = readRequest(body, hashOf)
  if (!request.ok) throw new Unreadable(request.problem)
  const { head, lines } = request.value
  const { device, incarnation, epoch, cursors, witness } = head
  const now = time()
  try {
    const at = log()
    const receipts = await at.append(lines, { device, time: now })
    const meeting = await at.meet({ device, incarnation, epoch, cursors, witness, taken: lastPlaces(receipts) })
    yield* answerLines(at, { head, meeting, receipts, time: now })
  } catch (problem) {
    fault(problem)
    throw problem
  }
}

class Unreadable extends Error {}

/** A line without trouble. */
export const goodLine =
  (way: Endpoint): Send =>
  async (body) =>
    ok(linesOf(answer(way, body)))

async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const piece of pieces) {
    const lines = (held + piece).split('\n')
    held = lines.pop() ?? ''
    yield* lines
  }
}

const page = '<!doctype html>\n<title>Wi-Fi</title>\n<a href="/login">Connexion</a>\n'

/** A line on which anything may happen. What happens is told in one word. */
export const badLine =
  (way: Way, chance: Chance, told: (word: string) => void): Send =>
  async (body) => {
    const word = chance.pick(words)
    told(word)
    switch (word) {
      case 'dropped':
        return err({ problem: 'no-network' })
      case 'portal':
        return chance.chance(0.3)
          ? err({ problem: 'no-network' })
          : ok(linesOf(pieces(chance.pick([page, '{"ok":true}\n', '\n']))))
      case 'old-reply':
        return ok(linesOf(pieces(way.oldReply() ?? page)))
      case 'too-large':
        return body.length > 900 ? err({ problem: 'rejected', status: 413 }) : ok(heard(way, chance, body))
      case 'server-error':
        return err({ problem: 'rejected', status: 500 })
      case 'request-cut':
        return refused(way, chance, body.slice(0, chance.below(body.length)))
      case 'request-packed-twice':
        return refused(way, chance, Buffer.from(body).toString('base64'))
      case 'reply-lost':
        for await (const _ of answer(way, body));
        return chance.chance(0.5) ? err({ problem: 'no-network' }) : ok(broken())
      case 'reply-cut':
        return ok(linesOf(cut(answer(way, body), Math.floor(2 ** (4 + chance.next() * 9)))))
      case 'reply-packed-twice':
        return ok(linesOf(garbled(answer(way, body))))
      case 'twice':
        for await (const _ of answer(way, body));
        return ok(heard(way, chance, body))
      case 'copied':
        way.late(body)
        return ok(heard(way, chance, body))
      case 'copied-and-dropped':
        way.late(body)
        return err({ problem: 'no-network' })
      default:
        return ok(heard(way, chance, body))
    }
  }

const words = [
  'dropped',
  'portal',
  'old-reply',
  'too-large',
  'server-error',
  'request-cut',
  'request-packed-twice',
  'reply-lost',
  'reply-lost',
  'reply-cut',
  'reply-cut',
  'reply-cut',
  'reply-packed-twice',
  'twice',
  'copied',
  'copied-and-dropped',
  'good',
  'good',
  'good',
  'good',
] as const

/** A body that came otherwise than it was sent: the endpoint takes nothing of it. */
const refused = async (way: Way, chance: Chance, body: string): ReturnType<Send> => {
  const problem = await answer(way, body)
    .next()
    .catch((thrown: unknown) => thrown)
  if (!(problem instanceof Unreadable)) throw new Violation('a body that was cut on its way was taken')
  return err(chance.chance(0.5) ? { problem: 'no-network' } : { problem: 'rejected', status: 400 })
}

/** The whole reply, while others go on between its lines. */
async function* heard(way: Way, chance: Chance, body: string): AsyncGenerator<string> {
  const kept: string[] = []
  for await (const line of linesOf(answer(way, body))) {
    kept.push(line)
    if (line.startsWith('{"line":"end"')) way.keepReply(`${kept.join('\n')}\n`)
    yield line
    if (chance.chance(0.04)) await way.meanwhile()
  }
}

async function* pieces(text: string): AsyncGenerator<string> {
  yield text
}

async function* garbled(from: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of from) yield `${Buffer.from(piece).toString('base64')}\n`
}

/** Breaks off after so many characters: quietly, or with an error. */
async function* cut(from: AsyncIterable<string>, length: number): AsyncGenerator<string> {
  let left = length
  for await (const piece of from) {
    yield piece.slice(0, left)
    left -= piece.length
    if (left > 0) continue
    if (length % 2 === 0) throw new TypeError('terminated')
    return
  }
}

async function* broken(): AsyncGenerator<string> {
  yield* []
  throw new TypeError('terminated')
}
