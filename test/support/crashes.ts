import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { exchangeWith, receiptsIn } from './http-sync.ts'
import { batchOf, batchSize } from './log-writer.ts'
import { seeded } from './random.ts'
import { startServer } from './server-process.ts'

/** What is known of the batches that were sent. */
export type Batches = { readonly sent: Set<string>; readonly kept: Set<string> }

export const noBatches = (): Batches => ({ sent: new Set(), kept: new Set() })

/** Those of which the database lost something that was acknowledged, and those of which it holds only a part. */
export const broken = ({ kept }: Batches, operations: readonly { readonly [column: string]: unknown }[]) => {
  const held = new Map<string, number>()
  for (const { id } of operations) {
    const batch = String(id).split('.')[0] ?? ''
    held.set(batch, (held.get(batch) ?? 0) + 1)
  }
  return {
    lost: [...kept].filter((batch) => held.get(batch) !== batchSize),
    halved: [...held].filter(([, count]) => count !== batchSize),
  }
}

const chance = seeded(Math.floor(Math.random() * 2 ** 31))

/** The middle of work: some time after a batch was acknowledged, while others are on their way. */
const midst = async ({ kept }: Batches): Promise<void> => {
  const before = kept.size
  while (kept.size === before) await wait(1)
  await wait(chance.below(25))
}

/** Three senders who never rest, over HTTP; `during` lets a crash fall into the middle of their work, and says how many batches were under way. */
export const startSenders = (batches: Batches, url: () => string) => {
  let isOver = false
  const underWay = new Set<string>()
  const sender = async (name: string): Promise<void> => {
    for (let at = 0; !isOver; at += 1) {
      const batch = `${name}-${at}`
      batches.sent.add(batch)
      underWay.add(batch)
      const receipts = receiptsIn(await exchangeWith(url(), batchOf(batch), { device: `tablet-${name}` }).catch(() => []))
      underWay.delete(batch)
      if (receipts.length === batchSize && receipts.every(({ status }) => status === 'applied')) batches.kept.add(batch)
      // Nobody there, or the database is down: a device waits, too.
      else await wait(5)
    }
  }
  const senders = ['a', 'b', 'c'].map(sender)
  return {
    during: async (crash: () => Promise<void>): Promise<number> => {
      await midst(batches)
      while (underWay.size === 0) await wait(1)
      const struck = underWay.size
      await crash()
      return struck
    },
    end: async () => {
      isOver = true
      await Promise.all(senders)
    },
  }
}

/** Lets writers loose on a place, one after the other, and kills each in the middle of its work. */
export const killWriters = async (batches: Batches, place: string, { kills, cache }: { kills: number; cache: string }) => {
  let next = writerAt(batches, place, 'w0', cache)
  for (let kill = 1; kill <= kills; kill += 1) {
    const writer = next
    writer.begin()
    if (kill < kills) next = writerAt(batches, place, `w${kill}`, cache)
    await midst(batches)
    await writer.kill()
  }
}

const program = join(import.meta.dirname, 'log-writer.ts')

/** Compiles once, into a folder, what each process would compile anew: one that is killed never gets to keep it. */
export const compiled = async (folder: string): Promise<string> => {
  const cache = join(folder, 'compiled')
  const server = await startServer(join(folder, 'calm'), { NODE_COMPILE_CACHE: cache })
  await server.stop()
  spawnSync(process.execPath, [program], { env: { ...process.env, NODE_COMPILE_CACHE: cache } })
  return cache
}

const writerAt = (batches: Batches, place: string, name: string, cache: string) => {
  const child = spawn(process.execPath, [program, place, name], {
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let unread = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = `${unread}${chunk}`.split('\n')
    unread = lines.pop() ?? ''
    for (const line of lines) {
      const [what, batch = ''] = line.split(' ')
      if (what === 'sent' || what === 'kept') batches[what].add(batch)
    }
  })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    begin: () => child.stdin.end('go\n'),
    kill: () => {
      child.kill('SIGKILL')
      return gone
    },
  }
}
