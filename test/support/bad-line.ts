import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { seeded } from './random.ts'

/** A line that drops every so often, by FIN or by RST, wherever it happens to be. */
export type BadLine = {
  readonly url: string
  /** Bytes that came down and went up so far, headers and all. */
  readonly down: () => number
  readonly up: () => number
  readonly cuts: () => number
  /** From now on it holds, or drops again. */
  readonly drop: (drops: boolean) => void
  /** Changes one byte of what comes down, so many bytes from now. */
  readonly spoil: (after: number) => void
  readonly close: () => Promise<void>
}

const shortest = 5 * 1024
const longest = 40 * 1024

export const badLine = async (target: string, seed: number, drops = true): Promise<BadLine> => {
  const chance = seeded(seed)
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let [down, up, cuts] = [0, 0, 0]
  let isDropping = drops
  let spoilAt: number | undefined

  const spoiled = (chunk: Buffer): Buffer => {
    if (spoilAt === undefined) return chunk
    if (spoilAt >= chunk.length) {
      spoilAt -= chunk.length
      return chunk
    }
    const copy = Buffer.from(chunk)
    copy[spoilAt] = (copy[spoilAt] ?? 0) ^ 0x55
    spoilAt = undefined
    return copy
  }

  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) })
    let left = isDropping ? shortest + chance.below(longest - shortest) : Number.POSITIVE_INFINITY
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (chunk) => {
      up += chunk.length
      far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (left <= 0) return
      const part = spoiled(chunk.subarray(0, left))
      left -= part.length
      down += part.length
      near.write(part)
      if (left > 0) return
      cuts += 1
      far.destroy()
      if (chance.chance(0.5)) near.end()
      else near.resetAndDestroy()
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    down: () => down,
    up: () => up,
    cuts: () => cuts,
    drop: (now) => {
      isDropping = now
    },
    spoil: (after) => {
      spoilAt = after
    },
    close: () => {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
