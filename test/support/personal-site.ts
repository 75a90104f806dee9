import type { OperationId, StreamId } from '../../src/core/domain/id.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { EntityKind, OperationKind } from '../../src/core/protocol/operation.ts'
import { line, operation } from './operations.ts'
import { randomId } from './pen.ts'

type Fields = { readonly [field: string]: Json }

/** What names one officer: no byte of it may be found once the officer is erased. */
export const canary = {
  name: 'Zoumana-CANARI',
  registration: 'MAT-CANARI-77',
  comment: 'lit mal les déclarations CANARI',
  summary: 'bilan CANARI',
  motive: 'motif CANARI',
} as const

export const administration = 'adm-1'
export const site = 'site-1'
export const campaign = 'camp-1'

let counted = 0

/** The line of one deed, under a random id. */
export const deed = (
  kind: OperationKind,
  entity: readonly [EntityKind, string],
  set: Fields,
  stream: string = site,
  part: { readonly device?: string; readonly follows?: readonly string[] } = {},
): string => {
  counted += 1
  return line(
    operation({
      id: randomId() as unknown as OperationId,
      lsn: counted + 1,
      kind,
      entity: { kind: entity[0], id: entity[1] },
      stream: stream as StreamId,
      set,
      ...(part as object),
    }),
  )
}

/** An administration with one site and a published campaign that closed on a day. */
export const administrationLines = (closes: string, retention?: Fields): readonly string[] => [
  deed(
    'create',
    ['administration', administration],
    { name: 'Douanes', country: 'ML', language: 'fr', demonstration: false, ...(retention ? { retention } : {}) },
    administration,
  ),
  deed('create', ['unit', site], { code: 'S1', name: 'Bureau', parent: null, site: true }, administration),
  deed('create', ['campaign', campaign], {
    name: 'Campagne',
    site,
    opens: '2020-01-01',
    closes,
    pack: 'pack-1',
    officers: [],
    assessors: [],
    published: { at: '2020-01-01T00:00:00.000Z', by: 'p-chief', assignments: 2, opens: '2020-01-01', closes },
  }),
]

type Officer = { readonly id: string; readonly words: { readonly [word in keyof typeof canary]: string } }

export const erasedOne: Officer = { id: 'p-canary', words: canary }
export const otherOne: Officer = {
  id: 'p-other',
  words: { name: 'Awa', registration: 'MAT-2', comment: 'sait', summary: 'bien', motive: 'aucun' },
}

export const assignmentOf = ({ id }: Officer): string => `as-${id}`
export const assessmentOf = (officer: Officer): string => `${assignmentOf(officer)}.expert`

/** A person, the assignment, the assessment in two steps (signed unless said otherwise), and the officer's answers. */
export const officerLines = (officer: Officer, signed = true): readonly string[] => {
  const { id, words } = officer
  const [assignment, assessment] = [assignmentOf(officer), assessmentOf(officer)]
  const head = { campaign, assignment, role: 'expert' }
  return [
    deed(
      'create',
      ['person', id],
      {
        registration: words.registration,
        familyName: words.name,
        givenName: 'A',
        grade: 'I',
        language: 'fr',
        roles: ['officer'],
      },
      administration,
    ),
    deed('create', ['assignment', assignment], {
      campaign,
      officer: id,
      post: 'post-1',
      unit: site,
      assessors: ['p-chief'],
      jobDescription: { job: 'job-1', version: 1, requirements: [{ competency: 'c-1', level: 2, weight: 1, essential: false }] },
      snapshot: {
        registration: words.registration,
        familyName: words.name,
        givenName: 'A',
        grade: 'I',
        language: 'fr',
        postCode: 'P',
        postTitle: 'Poste',
        unitName: 'Bureau',
      },
    }),
    deed('create', ['assessment', assessment], { ...head, 'comment:c-1': words.comment }),
    ...(signed
      ? [
          deed('seal', ['assessment', assessment], {
            ...head,
            'rating:c-1': { kind: 'level', level: 1 },
            'comment:c-1': words.comment,
            summary: words.summary,
            signedAt: '2026-11-01T00:00:00.000Z',
            signedBy: 'p-chief',
          }),
          deed('seal', ['acknowledgement', `${assessment}.ack`], {
            campaign,
            assessment,
            outcome: 'refused',
            motive: words.motive,
            observations: '',
            at: '2026-11-02T00:00:00.000Z',
          }),
        ]
      : []),
  ]
}
