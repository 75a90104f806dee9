import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type Chance, seeded } from './random.ts'

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

export type BadLineParts = {
  readonly seed: number
  readonly drops?: boolean
  /** Bytes a second coming down, in packets as a line carries them; as fast as the machine when absent. */
  readonly pace?: number | undefined
}

const [shortest, longest] = [5 * 1024, 40 * 1024]
const packet = 1400

export const badLine = async (target: string, { seed, drops = true, pace }: BadLineParts): Promise<BadLine> => {
  const chance = seeded(seed)
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  /** The bytes that each connection still carries. */
  const lives = new Set<{ left: number }>()
  let [down, up, cuts] = [0, 0, 0]
  let isDropping = drops
  let spoilAt: number | undefined
  const lifetime = (): number => (isDropping ? shortest + chance.below(longest - shortest) : Number.POSITIVE_INFINITY)

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
    near.setNoDelay(true)
    const life = { left: lifetime() }
    lives.add(life)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        lives.delete(life)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (chunk) => {
      up += chunk.length
      far.write(chunk)
    })
    const carry = (chunk: Buffer): void => {
      if (life.left <= 0) return
      const part = spoiled(chunk.subarray(0, life.left))
      life.left -= part.length
      down += part.length
      near.write(part)
      if (life.left > 0) return
      cuts += 1
      far.destroy()
      end(near, chance)
    }
    far.on('data', pace === undefined ? carry : paced(carry, pace))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    down: () => down,
    up: () => up,
    cuts: () => cuts,
    drop: (now) => {
      isDropping = now
      for (const life of lives) life.left = lifetime()
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

const end = (near: Socket, chance: Chance): void => {
  if (chance.chance(0.5)) near.end()
  else near.resetAndDestroy()
}

/** Passes packets on one after the other, no faster than the pace. */
const paced = (carry: (chunk: Buffer) => void, pace: number): ((chunk: Buffer) => void) => {
  const waiting: Buffer[] = []
  let timer: NodeJS.Timeout | undefined
  const next = (): void => {
    const part = waiting.shift()
    timer = part && setTimeout(next, (part.length / pace) * 1000)
    if (part) carry(part)
  }
  return (chunk) => {
    for (let at = 0; at < chunk.length; at += packet) waiting.push(chunk.subarray(at, at + packet))
    if (!timer) next()
  }
}
