import type { PersonId, StreamId, UnitId } from '../../src/core/domain/id.ts'
import type { Access, AccountRole } from '../../src/core/protocol/access/account.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { EntityKind, Operation } from '../../src/core/protocol/operation.ts'
import { operation } from './operations.ts'

/*
 * Two administrations that know nothing of each other, each with two sites, an office below each site, and in each office an officer
 * who was assessed. Every word that a person wrote or is called by holds a canary: the administration and the office it is of.
 */

export const administrations = ['a', 'b'] as const
type Administration = (typeof administrations)[number]
export const offices = ['north', 'south'] as const
type Office = (typeof offices)[number]

export const canary = (administration: Administration, office: Office | 'all'): string => `canari-${administration}-${office}`

export const siteOf = (administration: Administration, office: Office) => `${administration}.site.${office}` as StreamId
const name = (kind: string, administration: Administration, office: string): string => `${administration}.${kind}.${office}`
export const personOf = (administration: Administration, role: string) => name('person', administration, role) as PersonId

type Made = readonly [EntityKind, string, { readonly [field: string]: unknown }, Partial<Operation>]

const made = ([kind, id, set, part]: Made): Operation =>
  operation({
    kind: 'create',
    entity: { kind, id },
    set: set as { readonly [field: string]: Json },
    ...(part as Partial<Operation>),
  })

/** Everything in the order in which it would come. */
export const operationsOf = (administration: Administration): readonly Operation[] => {
  const own = { stream: administration as string as StreamId }
  const all = canary(administration, 'all')
  const staff = ['champion', 'director', 'administrator'].map(
    (role): Made => ['person', personOf(administration, role), { familyName: `${all}-${role}` }, own],
  )
  return [
    ...(
      [
        ['administration', administration, { name: all, demonstration: false }, own],
        ['pack', name('pack', administration, 'p'), { content: all }, own],
        ['unit', name('unit', administration, 'root'), { name: all, parent: null, site: false }, own],
        ...staff,
      ] satisfies readonly Made[]
    ).map(made),
    ...offices.flatMap((office) => officeOf(administration, office)),
  ]
}

const officeOf = (administration: Administration, office: Office): readonly Operation[] => {
  const own = { stream: administration as string as StreamId }
  const site = { stream: siteOf(administration, office) }
  const word = canary(administration, office)
  const at = (kind: string): string => name(kind, administration, office)
  const [officer, assessor, supervisor] = ['officer', 'assessor', 'supervisor'].map((role) => at(`person.${role}`)) as [
    string,
    string,
    string,
  ]
  const campaign = at('campaign')
  const assignment = at('assignment')
  const assessment = `${assignment}.expert`
  const judged = {
    campaign,
    assignment,
    role: 'expert',
    'rating:origin': { kind: 'level', level: 2 },
    'comment:origin': word,
    summary: word,
  }
  const seal = { signedAt: '2026-11-20T10:00:00.000Z', signedBy: assessor }
  return (
    [
      ['unit', site.stream, { name: `site ${office}`, parent: name('unit', administration, 'root'), site: true }, own],
      ['unit', at('office'), { name: `bureau ${office}`, parent: site.stream, site: false }, own],
      ['person', officer, { familyName: word, roles: ['officer'] }, own],
      ['person', assessor, { familyName: `${word}-assessor`, roles: ['assessor'] }, own],
      ['person', supervisor, { familyName: `${word}-supervisor`, roles: ['supervisor'] }, own],
      ['post', at('post.officer'), { title: word, unit: at('office'), holder: officer }, own],
      ['post', at('post.supervisor'), { title: `${word}-chief`, unit: at('office'), holder: supervisor }, own],
      ['campaign', campaign, { name: word, site: site.stream, officers: [officer], assessors: [assessor] }, site],
      [
        'assignment',
        assignment,
        { campaign, officer, unit: at('office'), assessors: [assessor], jobDescription, snapshot: snapshotOf(word) },
        site,
      ],
      ['assessment', assessment, judged, { ...site, author: assessor as PersonId }],
      ['assessment', assessment, { ...judged, ...seal }, { ...site, kind: 'seal', author: assessor as PersonId }],
      ['acknowledgement', `${assessment}.answer`, answerTo(campaign, assessment, word), { ...site, author: officer as PersonId }],
    ] satisfies readonly Made[]
  ).map(made)
}

const answerTo = (campaign: string, assessment: string, observations: string) => ({
  campaign,
  assessment,
  outcome: 'attested',
  observations,
})

const jobDescription = { job: 'job', version: 1, requirements: [{ competency: 'origin', level: 2, weight: 1, essential: false }] }

const snapshotOf = (word: string) => ({
  registration: word,
  familyName: word,
  givenName: word,
  grade: 'A',
  language: 'fr',
  postCode: word,
  postTitle: word,
  unitName: word,
})

/** What an account of an administration may do. */
export const accessOf = (administration: Administration, role: AccountRole, part: Partial<Access> = {}): Access => ({
  account: `account-${administration}-${role}` as Access['account'],
  administration: administration as Access['administration'] & string,
  person: personOf(administration, role),
  roles: [role],
  units: [],
  tablet: 'tablet' as Access['tablet'],
  device: 'tablet-1' as Access['device'],
  revoked: false,
  ...part,
})

export const officeOfUnit = (administration: Administration, office: Office) => name('office', administration, office) as UnitId
export const streamsOf = (administration: Administration): readonly string[] => [
  administration,
  ...offices.map((office) => siteOf(administration, office)),
]
