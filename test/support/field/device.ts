import { syncOnce } from '../../../src/client/sync/engine.ts'
import type { Exchange } from '../../../src/client/sync/exchange.ts'
import { openPace, type Pace } from '../../../src/client/sync/pace.ts'
import type { Send } from '../../../src/client/sync/send.ts'
import type { Verify } from '../../../src/client/sync/verify.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import type { Replica } from '../../../src/core/protocol/ports.ts'
import { Crash, type Fuse, fused } from './crash.ts'
import type { Store } from './store.ts'

/** A device in somebody's hands: a disk, and whatever lives only until it is switched off. */
export type Device = {
  readonly name: string
  readonly store: Store
  /** The streams it may have, by headquarters' word. */
  readonly scope: Set<StreamId>
  readonly verify: Verify
  /** Years by which its clock is off. */
  years: number
  readonly page: () => { readonly replica: Replica; readonly pace: Pace }
  /** Switched off and on again: what was not on disk is gone. */
  readonly reload: () => void
  /** Speaks with headquarters over a line; tells how it went. */
  readonly speak: (send: Send, fuse?: Fuse) => Promise<'quiet' | 'failed' | 'crashed'>
}

export type DeviceParts = {
  readonly name: string
  readonly store: Store
  readonly scope: Iterable<StreamId>
  readonly verify: Verify
  /** A name that nobody else has. */
  readonly fresh: (of: string) => string
}

export const openDevice = ({ name, store, scope, verify, fresh }: DeviceParts): Device => {
  const load = () => ({ replica: store.replica(fresh('session'), () => fresh(name)), pace: openPace() })
  let page = load()
  const reload = (): void => {
    page = load()
  }
  const speak: Device['speak'] = async (send, fuse = {}) => {
    const { pace } = page
    const exchange: Exchange = {
      ...fused(page.replica, send, fuse),
      verify,
      pace,
      app: 'field',
      nonce: () => fresh('nonce'),
      now: () => '2026-11-22T09:00:00.000Z',
      progress: () => undefined,
    }
    try {
      return (await syncOnce(exchange)).ok ? 'quiet' : 'failed'
    } catch (problem) {
      if (problem instanceof Crash) reload()
      else if (!(problem instanceof DOMException)) throw problem
      return problem instanceof Crash ? 'crashed' : 'failed'
    }
  }
  return { name, store, scope: new Set(scope), verify, years: 0, page: () => page, reload, speak }
}
