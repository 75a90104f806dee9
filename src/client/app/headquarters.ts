import type { DeviceId } from '../../core/domain/id.ts'
import type { Result } from '../../core/domain/result.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import { type Contact, syncOnce } from '../sync/engine.ts'
import { type ExchangeProblem, httpSend, type Send } from '../sync/send.ts'
import { newId } from './clock.ts'
import { useContact } from './contact.ts'

type Side = { readonly replica: Replica; readonly device: DeviceId; readonly version: string; readonly send?: Send | undefined }

/**
 * One exchange with headquarters, until neither side has more to say. In a chapter of its own: a cold start reads and draws
 * before it speaks, so the decoders of the answer are loaded before the first exchange and not before the first screen.
 */
export const speak = ({ replica, device, version, send = overHttp }: Side): Promise<Result<Contact, ExchangeProblem>> =>
  syncOnce({
    replica,
    send,
    device,
    app: version,
    nonce: () => newId<'nonce'>(),
    progress: (settled, taken) => useContact.getState().advance(settled, taken),
    cutOff: () => !navigator.onLine,
  })

const overHttp = httpSend('/api/v1/sync')
