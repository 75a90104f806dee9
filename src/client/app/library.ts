import type { AdministrationId, PackId, StreamId } from '../../core/domain/id.ts'
import type { Pack } from '../../core/domain/pack.ts'
import { err, type Result } from '../../core/domain/result.ts'
import { packIdOf } from '../../core/protocol/entities.ts'
import { canonical, type Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App } from './app.ts'
import { packAt } from './read.ts'

export type InstallProblem =
  /** The same code and version with other content: a published pack is never edited, a new version follows it. */
  | { readonly problem: 'pack-version-taken'; readonly code: string; readonly version: string }
  | { readonly problem: 'pack-present'; readonly code: string; readonly version: string }
  | { readonly problem: 'no-administration' }

/** Makes a pack that was read and found whole part of the administration's library. */
export const installPack = async (
  app: App,
  pack: Pack,
): Promise<Result<readonly Operation[], RecordProblem | InstallProblem>> => {
  const { administration } = app.identity
  if (!administration) return err({ problem: 'no-administration' })
  const id = packIdOf(administration, pack)
  const present = await packAt(app.database, id)
  const { code, version } = pack
  if (present) {
    const same = canonical(present as unknown as Json) === canonical(pack as unknown as Json)
    return err({ problem: same ? 'pack-present' : 'pack-version-taken', code, version })
  }
  return app.perform([packDeed(administration, id, pack)])
}

export const packDeed = (administration: AdministrationId, id: PackId, pack: Pack) => ({
  kind: 'create' as const,
  entity: { kind: 'pack' as const, id },
  stream: administration as string as StreamId,
  set: { content: pack as unknown as Json },
})
