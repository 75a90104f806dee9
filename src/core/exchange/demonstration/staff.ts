import type { JobCode } from '../../domain/id.ts'
import type { Pack } from '../../domain/pack.ts'
import type { Person, Post, Role, Unit } from '../../domain/person.ts'
import { textIn } from '../../domain/text.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { familyNames, menNames, womenNames } from './names.ts'

/** Domain entities before ids are made: they refer to one another by unit code and registration. */
export type PlannedUnit = Omit<Unit, 'id' | 'parent'> & { readonly parent: string | null }
export type PlannedPerson = Omit<Person, 'id'>
export type PlannedPost = Omit<Post, 'id' | 'unit' | 'holder'> & { readonly unit: string; readonly holder: string | null }

export type DemonstrationStaff = {
  readonly units: readonly PlannedUnit[]
  readonly people: readonly PlannedPerson[]
  readonly posts: readonly PlannedPost[]
}

export const headquarters = 'DGD'
export const site = 'BSN'

const units: readonly PlannedUnit[] = [
  { code: headquarters, name: 'Direction générale des douanes', parent: null, site: false },
  { code: site, name: 'Bureau des douanes de Bamako-Sénou', parent: headquarters, site: true },
  { code: 'BSN-VD', name: 'Section visite et dédouanement', parent: site, site: false },
  { code: 'BSN-CV', name: 'Section contrôle des voyageurs', parent: site, site: false },
  { code: 'BSN-BS', name: 'Brigade de surveillance', parent: site, site: false },
]

type Line = {
  readonly unit: string
  readonly job: string
  readonly count: number
  readonly grades: readonly string[]
  readonly role?: Role
  /** The post's own title where the job's name is not it. */
  readonly title?: string
}

const inspector = 'Inspecteur des douanes'
const controller = 'Contrôleur des douanes'
const agent = 'Agent de constatation des douanes'
const guard = 'Préposé des douanes'

/** The sixty officers to assess. */
const officerLines: readonly Line[] = [
  { unit: 'BSN-VD', job: 'examining-inspector', count: 7, grades: [inspector] },
  { unit: 'BSN-VD', job: 'verification-officer', count: 9, grades: [controller] },
  { unit: 'BSN-VD', job: 'transit-officer', count: 4, grades: [controller, inspector] },
  { unit: 'BSN-VD', job: 'facilitation-officer', count: 2, grades: [inspector] },
  { unit: 'BSN-VD', job: 'litigation-officer', count: 2, grades: [controller] },
  { unit: 'BSN-VD', job: 'risk-analyst', count: 1, grades: [inspector] },
  { unit: 'BSN-VD', job: 'technical-specialist', count: 1, grades: ['Inspecteur principal des douanes'] },
  { unit: 'BSN-CV', job: 'passenger-officer', count: 18, grades: [agent, agent, controller] },
  { unit: 'BSN-CV', job: 'risk-analyst', count: 1, grades: [inspector] },
  { unit: 'BSN-CV', job: 'litigation-officer', count: 1, grades: [controller] },
  { unit: 'BSN-BS', job: 'anti-smuggling-officer', count: 11, grades: [guard, agent] },
  { unit: 'BSN-BS', job: 'investigator', count: 3, grades: [inspector] },
]

/** Those who assess and decide. */
const otherLines: readonly Line[] = [
  { unit: 'BSN-VD', job: 'unit-head', count: 1, grades: ['Inspecteur principal des douanes'], role: 'supervisor' },
  { unit: 'BSN-CV', job: 'unit-head', count: 1, grades: [inspector], role: 'supervisor' },
  { unit: 'BSN-BS', job: 'brigade-head', count: 1, grades: [inspector], role: 'supervisor' },
  {
    unit: headquarters,
    job: 'trainer',
    count: 2,
    grades: [inspector],
    role: 'assessor',
    title: "Évaluateur, pool national d'évaluation",
  },
  {
    unit: headquarters,
    job: 'hr-officer',
    count: 1,
    grades: ['Administrateur des douanes'],
    role: 'hr-director',
    title: 'Directeur des ressources humaines',
  },
  {
    unit: headquarters,
    job: 'hr-officer',
    count: 1,
    grades: ['Inspecteur principal des douanes'],
    role: 'champion',
    title: 'Chef de projet gestion des compétences',
  },
]

const vacantLines: readonly Pick<Line, 'unit' | 'job'>[] = [
  { unit: 'BSN-VD', job: 'examining-inspector' },
  { unit: 'BSN-CV', job: 'passenger-officer' },
  { unit: 'BSN-BS', job: 'anti-smuggling-officer' },
]

const otherLanguages: ReadonlyMap<number, string> = new Map([
  [9, 'en'],
  [23, 'pt'],
  [31, 'en'],
  [44, 'en'],
  [52, 'pt'],
])

/** Sixty officers at posts of the site's three units, the seven people around them, and three vacant posts. */
export const demonstrationStaff = (pack: Pack): DemonstrationStaff => {
  const people = nameMaker(chanceFrom(1960))
  const lines = [...officerLines, ...otherLines].flatMap((line) => Array.from({ length: line.count }, (_, i) => ({ line, i })))
  const numberInUnit = new Map<string, number>()
  const postOf = (unit: string, job: string, holder: string | null, title?: string): PlannedPost => {
    const number = (numberInUnit.get(unit) ?? 0) + 1
    numberInUnit.set(unit, number)
    const found = jobOf(pack, job, number)
    return {
      code: `${unit}-${String(number).padStart(2, '0')}`,
      title: title ?? textIn(found.name, 'fr'),
      unit,
      job: found.code as JobCode,
      holder,
      adjustments: [],
      descriptionVersion: 1,
    }
  }
  const held = lines.map(({ line, i }, place) => {
    const { role = 'officer', grades, unit, job, title } = line
    const grade = grades[i % grades.length] ?? ''
    const person: PlannedPerson = { ...people(place), grade, language: otherLanguages.get(place) ?? 'fr', roles: [role] }
    return { person, post: postOf(unit, job, person.registration, title) }
  })
  return {
    units,
    people: held.map(({ person }) => person),
    posts: [...held.map(({ post }) => post), ...vacantLines.map(({ unit, job }) => postOf(unit, job, null))],
  }
}

/** The job meant, or, in a pack that lacks it, any: the demonstration works with every pack. */
const jobOf = (pack: Pack, code: string, number: number) => {
  const job = pack.jobs.find((candidate) => candidate.code === code) ?? pack.jobs[number % Math.max(1, pack.jobs.length)]
  if (!job) throw new Error('a demonstration needs a pack with jobs')
  return job
}

/** Names and registrations, no pair of names twice: two people in five are women. */
const nameMaker = (chance: Chance) => {
  const families = chance.shuffled(familyNames)
  const women = chance.shuffled(womenNames)
  const men = chance.shuffled(menNames)
  return (place: number): Pick<Person, 'registration' | 'familyName' | 'givenName'> => {
    const given = place % 5 === 1 || place % 5 === 3 ? women : men
    const letter = 'ABCDEFGHJKLMNPRSTVWXYZ'[(place * 7) % 22] ?? 'A'
    return {
      registration: `0${String(10_127 + place * 733)}${letter}`,
      familyName: families[place % families.length] ?? '',
      givenName: given[Math.floor(place / 2) % given.length] ?? '',
    }
  }
}
