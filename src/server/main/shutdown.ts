import type { Server } from 'node:http'

type Parts = {
  readonly app: { readonly close: () => Promise<unknown>; readonly server: Pick<Server, 'closeAllConnections'> }
  /** What closes once no request runs any more, in this order. */
  readonly afterwards: readonly (() => Promise<unknown>)[]
  /** How long readiness says *stopping* before the door shuts, so that a load balancer sends its next request elsewhere. */
  readonly drain: number
  /** How long running requests may take to end. Both in milliseconds. */
  readonly deadline: number
  readonly exit: (code: number) => void
}

/** A process that still hangs this long after its deadline is ended as it is: what it acknowledged is on disk. */
const mercy = 5000

/** Ends in order at the first signal, and at once at the second. */
export const openShutdown = ({ app, afterwards, drain, deadline, exit }: Parts) => {
  let signals = 0
  const stop = async (): Promise<void> => {
    signals += 1
    if (signals === 2) return exit(1)
    if (signals > 1) return
    setTimeout(() => exit(1), drain + deadline + mercy).unref()
    if (drain > 0) await new Promise((resolve) => setTimeout(resolve, drain))
    const cut = setTimeout(() => app.server.closeAllConnections(), deadline)
    await app.close()
    clearTimeout(cut)
    for (const close of afterwards) await close()
    exit(0)
  }
  return { stop, isStopping: (): boolean => signals > 0 }
}
