import { type Envelope, lineOf } from '../../src/core/protocol/envelope.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import type { Assessed } from './assessed.ts'
import { pilotPack, thirtyRequirements } from './assessments.ts'
import { penOf, randomId } from './pen.ts'

const batch = 250

/**
 * The operations that let a server know what stands behind assessments: the pack, their campaign, an assignment each. So that it
 * checks every rating against post and scale, as it does in earnest. In a stream of their own, for a device that has them already.
 */
export const workBehind = (documents: readonly Assessed[]): readonly (readonly Envelope[])[] => {
  const pen = penOf('headquarters', 'bench-reference')
  const [pack, packId] = [pilotPack(), randomId()]
  const jobDescription = thirtyRequirements(pack) as unknown as Json
  const campaigns = new Set(documents.map(({ campaign }) => campaign))
  const work = [
    pen({ kind: 'create', entity: { kind: 'pack', id: packId }, set: { content: pack as unknown as Json } }),
    ...[...campaigns].map((id) =>
      pen({ kind: 'create', entity: { kind: 'campaign', id }, set: { name: 'Campagne', pack: packId } }),
    ),
    ...documents.map(({ assignment, campaign }) =>
      pen({
        kind: 'create',
        entity: { kind: 'assignment', id: assignment },
        set: { campaign, officer: randomId(), post: randomId(), unit: 'bench-unit', jobDescription },
      }),
    ),
  ]
  return Array.from({ length: Math.ceil(work.length / batch) }, (_, at) => work.slice(at * batch, (at + 1) * batch))
}

export const putBehind = async (log: ServerLog, documents: readonly Assessed[]): Promise<void> => {
  for (const work of workBehind(documents)) {
    const receipts = await log.append(work.map(lineOf), { device: 'headquarters', time: new Date().toISOString() })
    const refused = receipts.find(({ status }) => status === 'refused')
    if (refused) throw new Error(`the server refuses what the bench stands on: ${JSON.stringify(refused.problem)}`)
  }
}
