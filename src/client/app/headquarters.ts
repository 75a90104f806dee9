import type { Result } from '../../core/domain/result.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import { type Contact, syncOnce } from '../sync/engine.ts'
import type { Pace } from '../sync/pace.ts'
import { type ExchangeProblem, httpSend, type Send } from '../sync/send.ts'
import { type Verify, verify as verifyHere } from '../sync/verify.ts'
import { newId } from './clock.ts'
import { useContact } from './contact.ts'

type Side = {
  readonly replica: Replica
  readonly pace: Pace
  readonly version: string
  readonly send?: Send | undefined
  readonly verify?: Verify | undefined
  readonly unsent?: (() => Promise<number>) | undefined
}

/**
 * One exchange with headquarters, until neither side has more to say. In a chapter of its own: a cold start reads and draws
 * before it speaks, so the decoders of the answer are loaded before the first exchange and not before the first screen.
 */
export const speak = ({
  replica,
  pace,
  version,
  send = overHttp,
  verify = verifyHere,
  unsent,
}: Side): Promise<Result<Contact, ExchangeProblem>> =>
  syncOnce({
    replica,
    send,
    verify,
    pace,
    app: version,
    nonce: () => newId<'nonce'>(),
    progress: (progress) => useContact.getState().advance(progress),
    unsent,
    cutOff: () => !navigator.onLine,
  })

const overHttp = httpSend('/api/v1/sync')
