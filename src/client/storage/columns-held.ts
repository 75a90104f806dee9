import type { CampaignId } from '../../core/domain/id.ts'
import type { Database, StoredSegment } from './database.ts'

/** The bytes of a campaign's columns while its rows are still coming, with the moment they tell of. None until all of them are here. */
export const columnsHeld = async (
  { segments, contents, downloads }: Database,
  campaign: CampaignId,
): Promise<readonly { readonly hash: string; readonly bytes: Uint8Array; readonly time: string }[]> => {
  const own = await segments.where('campaign').equals(campaign).toArray()
  const streams = [...new Set(own.map(({ stream }) => stream as string))]
  if ((await segments.where('stream').anyOf(streams).filter(isUntold).count()) > 0) return []
  const [found, manifests] = await Promise.all([contents.bulkGet(own.map(({ hash }) => hash)), downloads.bulkGet(streams)])
  const time = manifests.reduce((latest, one) => (one && one.manifest.time > latest ? one.manifest.time : latest), '')
  return found.every((content) => content !== undefined) ? found.map((content) => ({ ...content, time })) : []
}

/** Whose columns a segment holds is known once it was read: until then it may be a part of any campaign of its stream. */
const isUntold = ({ part, state, campaign }: StoredSegment): boolean =>
  part === 'columns' && (state !== 'held' || campaign === undefined)
