import type { Pack } from '../../core/domain/pack.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { PackProblem } from '../../core/exchange/pack-problem.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App } from './app.ts'
import { type InstallProblem, installPack } from './library.ts'

export type PackFileProblem =
  /** The file is no whole pack: everything that is wrong with it, nothing of it installed. */
  | { readonly problem: 'pack-refused'; readonly problems: readonly PackProblem[] }
  | { readonly problem: 'starter-unreachable' }
  | InstallProblem
  | RecordProblem

/** The pack that comes with the product, at its own address. */
const starter = '/packs/douanes-aoc-1.0.0.json'

/** Reads a pack file and makes it part of the library, or neither. The reader is loaded when it is first needed. */
export const installPackFile = async (app: App, bytes: Uint8Array): Promise<Result<Pack, PackFileProblem>> => {
  const { parsePack } = await import('../../core/exchange/pack.ts')
  const pack = parsePack(bytes)
  if (!pack.ok) return err({ problem: 'pack-refused', problems: pack.problem })
  const done = await installPack(app, pack.value)
  return done.ok ? ok(pack.value) : done
}

export const installStarterPack = async (app: App, ask: typeof fetch = fetch): Promise<Result<Pack, PackFileProblem>> => {
  const bytes = await starterBytes(ask)
  return bytes ? installPackFile(app, bytes) : err({ problem: 'starter-unreachable' })
}

/** Undefined without a network, and for the page of a portal that answers in its place. */
export const starterBytes = async (ask: typeof fetch): Promise<Uint8Array | undefined> => {
  try {
    const response = await ask(starter)
    const type = response.headers.get('content-type') ?? ''
    return response.ok && type.includes('json') ? new Uint8Array(await response.arrayBuffer()) : undefined
  } catch {
    return undefined
  }
}
