import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to a database that can be cut at the worst moment. */
export type CutLine = {
  /** The address of the database by way of this line. */
  readonly address: string
  /** From now on the answer to whatever contains `text` is lost, and the line with it. */
  readonly loseAnswerTo: (text: string) => void
  readonly cuts: () => number
  readonly close: () => Promise<void>
}

export const cutLine = async (address: string): Promise<CutLine> => {
  const socket = `${new URL(address.replace('@/', '@host/')).searchParams.get('host')}/.s.PGSQL.5432`
  let doomed: string | undefined
  let cuts = 0
  const server = createServer((near: Socket) => {
    const far = connect(socket)
    let isLost = false
    near.on('data', (chunk) => {
      if (doomed && chunk.includes(doomed)) isLost = true
      far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (!isLost) return near.write(chunk)
      doomed = undefined
      cuts += 1
      return near.destroy()
    })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: address.replace(/@\/(\w+)\?.*$/, `@127.0.0.1:${port}/$1`),
    loseAnswerTo: (text) => {
      doomed = text
    },
    cuts: () => cuts,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
