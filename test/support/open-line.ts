import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * How the line to headquarters is: it works; nobody listens at the other end; somebody takes what is sent and never answers;
 * all goes there and is done there, and not a byte of the answer comes back, or not before the line works again.
 */
export type LineState = 'open' | 'refused' | 'silent' | 'answers-lost' | 'answers-held'

/** A line that a test changes while the browser is on it. Only what is said at the sync endpoint is held up, or everything is refused. */
export type OpenLine = {
  readonly url: string
  readonly become: (state: LineState) => Promise<void>
  /** Exchanges that were begun on it so far, and answers that were held up or lost. */
  readonly begun: () => number
  readonly stopped: () => number
  readonly close: () => Promise<void>
}

export const openLine = async (target: string): Promise<OpenLine> => {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let state: LineState = 'open'
  let [begun, stopped] = [0, 0]
  const held: (() => void)[] = []

  const carry = (near: Socket): void => {
    const far = connect({ host: hostname, port: Number(port) })
    let isExchange = false
    /** What came of the present answer. */
    let answer = ''
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    near.on('data', (chunk) => {
      const first = chunk.toString('latin1', 0, 24)
      if (/^[A-Z]+ \//.test(first)) {
        isExchange = first.startsWith('POST /api/v1/sync')
        if (isExchange) begun += 1
        answer = ''
      }
      if (!isExchange || state !== 'silent') far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (isExchange) answer += chunk.toString('latin1')
      if (!isExchange || state === 'open') return near.write(chunk)
      // The last of the answer: by now all is done that was asked.
      const isLast = isWhole(answer)
      if (isLast) stopped += 1
      if (state === 'answers-held') held.push(() => near.write(chunk))
      else if (isLast) near.destroy()
    })
  }

  let server = await listen(0, carry)
  const own = (server.address() as AddressInfo).port
  const hangUp = async (): Promise<void> => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    url: `http://127.0.0.1:${own}`,
    become: async (next) => {
      for (const pass of held.splice(0)) pass()
      if (next === 'refused' && state !== 'refused') await hangUp()
      if (next !== 'refused' && state === 'refused') server = await listen(own, carry)
      if (state === 'silent') for (const socket of open) socket.destroy()
      state = next
    },
    begun: () => begun,
    stopped: () => stopped,
    close: () => (state === 'refused' ? Promise.resolve() : hangUp()),
  }
}

/** An answer says how long it is, or ends with a piece of no length. */
const isWhole = (answer: string): boolean => {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head))?.[1]
  return length === undefined ? answer.endsWith('0\r\n\r\n') : answer.length >= head + 4 + Number(length)
}

const listen = async (port: number, carry: (near: Socket) => void): Promise<Server> => {
  const server = createServer(carry).listen(port, '127.0.0.1')
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
  return server
}
