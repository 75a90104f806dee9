import type { CampaignId } from '../../core/domain/id.ts'
import type { Database } from './database.ts'

/** The bytes of a campaign's columns while its rows are still coming, with the moment they tell of. */
export const columnsHeld = async (
  { segments, contents, downloads }: Database,
  campaign: CampaignId,
): Promise<readonly { readonly hash: string; readonly bytes: Uint8Array; readonly time: string }[]> => {
  const own = await segments.where('campaign').equals(campaign).toArray()
  const held = own.filter(({ state }) => state === 'held')
  const [found, manifests] = await Promise.all([
    contents.bulkGet(held.map(({ hash }) => hash)),
    downloads.bulkGet(held.map(({ stream }) => stream as string)),
  ])
  return found.flatMap((content, place) => (content ? [{ ...content, time: manifests[place]?.manifest.time ?? '' }] : []))
}
