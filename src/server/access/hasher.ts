import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'

/** Memory in KiB. */
export type Cost = { readonly memory: number; readonly passes: number; readonly lanes: number }

/** What the OWASP cheat sheet on password storage names for Argon2id with one pass (46 MiB). */
export const usualCost: Cost = { memory: 47_104, passes: 1, lanes: 1 }

/** More waits than this: whoever asks is told to come back. */
export class HasherBusy extends Error {
  readonly code = 'HASHER_BUSY'
}

export type Verdict = {
  readonly right: boolean
  /** The hash was made at another cost than is usual now. */
  readonly outdated: boolean
}

export type Hasher = {
  readonly hash: (passphrase: string) => Promise<string>
  /** Takes as long for no hash at all as for a wrong passphrase. */
  readonly verify: (passphrase: string, kept: string | undefined) => Promise<Verdict>
}

/** Argon2id, a few at a time: each takes its memory, and the others of this process need the threads. */
export const openHasher = ({
  cost = usualCost,
  most = 2,
  waiting = 64,
}: {
  cost?: Cost
  most?: number
  waiting?: number
} = {}): Hasher => {
  const inTurn = openTurns(most, waiting)
  const nobody = textOf(cost, randomBytes(saltLength), randomBytes(tagLength))
  return {
    hash: async (passphrase) => {
      const salt = randomBytes(saltLength)
      return textOf(cost, salt, await inTurn(() => derived(passphrase, salt, cost)))
    },
    verify: async (passphrase, kept) => {
      const read = hashIn(kept ?? nobody)
      if (!read) throw new Error('a kept passphrase cannot be read')
      const found = await inTurn(() => derived(passphrase, read.salt, read.cost))
      const right = found.length === read.tag.length && timingSafeEqual(found, read.tag)
      return { right: right && kept !== undefined, outdated: settings(read.cost) !== settings(cost) }
    },
  }
}

const saltLength = 16
const tagLength = 32

const derived = (message: string, nonce: Buffer, { memory, passes, lanes }: Cost): Promise<Buffer> => {
  const parameters: Argon2Parameters = { message, nonce, memory, passes, parallelism: lanes, tagLength }
  return new Promise((resolve, reject) =>
    argon2('argon2id', parameters, (problem, tag) => (problem ? reject(problem) : resolve(tag))),
  )
}

const settings = ({ memory, passes, lanes }: Cost): string => `m=${memory},t=${passes},p=${lanes}`

/** The text form that every implementation of Argon2 knows. */
const textOf = (cost: Cost, salt: Buffer, tag: Buffer): string =>
  ['', 'argon2id', 'v=19', settings(cost), base64(salt), base64(tag)].join('$')

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

const hashIn = (text: string): { readonly cost: Cost; readonly salt: Buffer; readonly tag: Buffer } | undefined => {
  const [, memory, passes, lanes, salt = '', tag = ''] = form.exec(text) ?? []
  if (memory === undefined) return undefined
  const cost = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  return { cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') }
}

type InTurn = <Value>(work: () => Promise<Value>) => Promise<Value>

/** Lets so many run at once and so many wait. */
const openTurns = (most: number, waiting: number): InTurn => {
  let running = 0
  const queue: (() => void)[] = []
  return async (work) => {
    if (running >= most && queue.length >= waiting) throw new HasherBusy()
    if (running >= most) await new Promise<void>((resolve) => queue.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
