import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Where a connection is cut: after so many bytes of what goes up or of what comes down; in order, or with a reset. */
export type Cut = { readonly of: 'request' | 'reply'; readonly after: number; readonly how: 'FIN' | 'RST' }

export type CuttingProxy = {
  readonly url: string
  /** Cuts the next connection; tells whether there was a byte left to cut. */
  readonly next: (cut: Cut) => () => boolean
  readonly close: () => Promise<void>
}

/** A line that breaks exactly where it is told to: plain TCP, so that neither side can know of it. */
export const cuttingProxy = async (to: string): Promise<CuttingProxy> => {
  const target = new URL(to)
  const open = new Set<Socket>()
  let planned: Cut | undefined
  let wasCut = false
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: Number(target.port), host: target.hostname, allowHalfOpen: true })
    const cut = planned
    const breakOff = (): void => {
      wasCut = true
      for (const socket of [near, far]) {
        if (cut?.how === 'RST') socket.resetAndDestroy()
        else socket.end(() => socket.destroy())
      }
    }
    pass(near, far, cut?.of === 'request' ? cut.after : undefined, breakOff)
    pass(far, near, cut?.of === 'reply' ? cut.after : undefined, breakOff)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: (cut) => {
      planned = cut
      wasCut = false
      return () => wasCut
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Passes bytes on, up to the cut. */
const pass = (from: Socket, to: Socket, most: number | undefined, breakOff: () => void): void => {
  let passed = 0
  from.on('data', (piece) => {
    if (most === undefined || passed + piece.length <= most) {
      passed += piece.length
      to.write(piece)
      return
    }
    from.pause()
    const left = most - passed
    if (left > 0) to.write(piece.subarray(0, left), breakOff)
    else breakOff()
  })
  from.on('end', () => to.end())
}
