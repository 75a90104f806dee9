import type { Assessment } from '../../src/core/domain/assessment.ts'
import type { DeviceId, OperationId, PersonId, StreamId } from '../../src/core/domain/id.ts'
import { commentField, ratingField } from '../../src/core/protocol/entities.ts'
import { type Envelope, envelopeOf } from '../../src/core/protocol/envelope.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { SiteWork } from './large-administration.ts'
import { type Chance, seeded } from './random.ts'

type Deed = Pick<Operation, 'kind' | 'entity' | 'stream'> & { readonly set: { readonly [field: string]: unknown } }

/** Deeds as one device did them one after the other: numbered, chained, and each on what was there before. */
export const envelopesOf = (deeds: readonly Deed[], device: string, author: PersonId | null = null): readonly Envelope[] => {
  const chance = seeded([...device].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7))
  const writers = new Map<string, OperationId>()
  let prev = ''
  return deeds.map(({ kind, entity, stream, set }, at) => {
    const id = randomId(chance) as OperationId
    const fields = Object.keys(set).map((field) => `${entity.kind}:${entity.id}:${field}`)
    const base = Object.fromEntries(Object.keys(set).map((field, place) => [field, writers.get(fields[place] ?? '') ?? null]))
    for (const field of fields) writers.set(field, id)
    const envelope = envelopeOf({
      id,
      device: device as DeviceId,
      lsn: at + 1,
      kind,
      entity,
      stream,
      author,
      set: set as { readonly [field: string]: Json },
      base,
      wall: '2026-11-22T08:00:00.000Z',
      offset: null,
      prev,
    })
    prev = envelope.hash
    return envelope
  })
}

const randomId = (chance: Chance): string => Array.from({ length: 32 }, () => chance.below(16).toString(16)).join('')

/** All that made a site's campaign what it is: the campaign, its assignments, its publication, every assessment. */
export const deedsOf = ({ campaign, assignments, assessments }: SiteWork, remarks: readonly string[] = []): readonly Deed[] => {
  const stream = campaign.site as string as StreamId
  const { id, published, ...head } = campaign
  const chance = seeded(assignments.length)
  return [
    { kind: 'create', entity: { kind: 'campaign', id }, stream, set: head },
    ...assignments.map(
      ({ id: assignment, ...set }): Deed => ({ kind: 'create', entity: { kind: 'assignment', id: assignment }, stream, set }),
    ),
    {
      kind: 'seal',
      entity: { kind: 'campaign', id },
      stream,
      set: { published: { ...published, opens: campaign.opens, closes: campaign.closes } },
    },
    ...assessments.map((assessment): Deed => assessed(assessment, campaign.id, stream, chance, remarks)),
  ]
}

const assessed = (
  assessment: Assessment,
  campaign: string,
  stream: StreamId,
  chance: Chance,
  remarks: readonly string[],
): Deed => {
  const { id, assignment, role, ratings, state } = assessment
  const words = remarks.length === 0 ? [] : [...ratings.keys()].filter(() => chance.chance(0.15))
  return {
    kind: state === 'signed' ? 'seal' : 'create',
    entity: { kind: 'assessment', id },
    stream,
    set: {
      campaign,
      assignment,
      role,
      ...Object.fromEntries([...ratings].map(([competency, rating]) => [ratingField(competency), rating])),
      ...Object.fromEntries(words.map((competency) => [commentField(competency), chance.pick(remarks)])),
      ...(assessment.state === 'signed' ? { signedAt: assessment.signedAt, signedBy: assessment.signedBy } : {}),
    },
  }
}
