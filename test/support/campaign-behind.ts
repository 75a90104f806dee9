import { lineOf } from '../../src/core/protocol/envelope.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import type { Assessed } from './assessed.ts'
import { pilotPack, thirtyRequirements } from './assessments.ts'
import { penOf, randomId } from './pen.ts'

const batch = 250

/**
 * Lets the server know what stands behind assessments: the pack, their campaign, an assignment each. So that it checks every
 * rating against post and scale, as it does in earnest. In a stream of their own, for a device that has them already.
 */
export const putBehind = async (log: ServerLog, documents: readonly Assessed[]): Promise<void> => {
  const pen = penOf('headquarters', 'bench-reference')
  const pack = pilotPack()
  const jobDescription = thirtyRequirements(pack) as unknown as Json
  const campaigns = new Map(documents.map(({ campaign, assignment }) => [campaign, assignment]))
  const lines = [
    pen({ kind: 'create', entity: { kind: 'pack', id: 'bench-pack' }, set: { content: pack as unknown as Json } }),
    ...[...campaigns.keys()].map((id) =>
      pen({ kind: 'create', entity: { kind: 'campaign', id }, set: { name: 'Campagne', pack: 'bench-pack' } }),
    ),
    ...documents.map(({ assignment, campaign }) =>
      pen({
        kind: 'create',
        entity: { kind: 'assignment', id: assignment },
        set: { campaign, officer: randomId(), post: randomId(), unit: 'bench-unit', jobDescription },
      }),
    ),
  ].map(lineOf)
  for (let at = 0; at < lines.length; at += batch) {
    const receipts = await log.append(lines.slice(at, at + batch), { device: 'headquarters', time: new Date().toISOString() })
    const refused = receipts.find(({ status }) => status === 'refused')
    if (refused) throw new Error(`the server refuses what the bench stands on: ${JSON.stringify(refused.problem)}`)
  }
}
