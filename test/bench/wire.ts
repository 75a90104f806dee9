import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type Counted, messageCounter } from './message-counter.ts'

/** What crossed the line: requests going up, answers coming down. */
export type Traffic = { readonly up: Counted; readonly down: Counted }

/**
 * A proxy on TCP that passes everything on unchanged and counts it at the socket, heads and bodies of the HTTP messages apart.
 * It stands in the way of the turns that count bytes, never of those that are timed.
 */
export const openWire = async (target: string) => {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const counters = { up: [messageCounter()], down: [messageCounter()] }
  let before = { up: nothing, down: nothing }
  const pass = (from: Socket, to: Socket, way: 'up' | 'down'): void => {
    const counter = messageCounter()
    counters[way].push(counter)
    sockets.add(from)
    from.on('data', (chunk: Buffer) => {
      counter.take(chunk)
      to.write(chunk)
    })
    from.on('error', () => to.destroy())
    from.on('end', () => to.end())
    from.on('close', () => sockets.delete(from))
  }
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    pass(near, far, 'up')
    pass(far, near, 'down')
  })
  const total = (): Traffic => ({ up: sum(counters.up), down: sum(counters.down) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Counts from here on. */
    reset: (): void => {
      before = total()
    },
    traffic: (): Traffic => {
      const now = total()
      return { up: difference(now.up, before.up), down: difference(now.down, before.down) }
    },
    stop: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Wire = Awaited<ReturnType<typeof openWire>>

const nothing: Counted = { messages: 0, head: 0, body: 0 }

const sum = (counters: readonly { readonly counted: Counted }[]): Counted =>
  counters.reduce(
    (all, { counted }) => ({
      messages: all.messages + counted.messages,
      head: all.head + counted.head,
      body: all.body + counted.body,
    }),
    nothing,
  )

const difference = (now: Counted, before: Counted): Counted => ({
  messages: now.messages - before.messages,
  head: now.head - before.head,
  body: now.body - before.body,
})
