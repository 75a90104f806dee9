import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JobCode, PersonId, PostId, UnitId } from '../../../src/core/domain/id.ts'
import type { Pack } from '../../../src/core/domain/pack.ts'
import type { Person, Post, Unit } from '../../../src/core/domain/person.ts'
import { readCsv } from '../../../src/core/exchange/csv.ts'
import { readStaff } from '../../../src/core/exchange/staff.ts'
import { guessMapping } from '../../../src/core/exchange/staff-mapping.ts'
import type { StaffContext } from '../../../src/core/exchange/staff-plan.ts'
import { starterJson } from './starter-pack-file.ts'

const { jobs } = starterJson() as Pack
const nobody: StaffContext = { units: [], people: [], posts: [], jobs, language: 'fr' }

const heading =
  'Matricule;Nom;Prénoms;Grade;Langue;Code unité;Unité;Unité supérieure;Code site;Site;Code du poste;Intitulé du poste;Métier'

const read = (lines: readonly string[], context: StaffContext = nobody, head = heading) => {
  const table = readCsv(new TextEncoder().encode([head, ...lines].join('\n')))
  if (!table.ok) throw new Error(JSON.stringify(table.problem))
  return readStaff(table.value, guessMapping(table.value.header), context)
}

const plan = (lines: readonly string[], context?: StaffContext) => {
  const found = read(lines, context)
  if (!found.ok) throw new Error(JSON.stringify(found.problem))
  return found.value
}

const problems = (lines: readonly string[], context?: StaffContext, head?: string) => {
  const found = read(lines, context, head)
  return found.ok ? [] : found.problem
}

const office = 'BSN;Bureau de Sénou;;BSN;;;;'
const awa = '00123;TRAORÉ;Awa;Contrôleur;fr;SVD;Section visite;;BSN;Bureau de Sénou;P-01;;Vérificateur'

describe('a staff list', () => {
  it('becomes units, people and posts tied by their own keys', () => {
    const found = plan([awa, '00124;KEÏTA;Modibo;;en;SVD;;;BSN;;P-02;Inspecteur en chef;examining-inspector'])
    expect(found.units).toEqual([
      { code: 'BSN', name: 'Bureau de Sénou', parent: null, site: true, existing: null, changed: [] },
      { code: 'SVD', name: 'Section visite', parent: 'BSN', site: false, existing: null, changed: [] },
    ])
    expect(found.people.map(({ registration, language, roles }) => [registration, language, roles])).toEqual([
      ['00123', 'fr', ['officer']],
      ['00124', 'en', ['officer']],
    ])
    expect(found.posts).toMatchObject([
      { code: 'P-01', title: 'Vérificateur', unit: 'SVD', job: 'verification-officer', holder: '00123', descriptionVersion: 1 },
      { code: 'P-02', title: 'Inspecteur en chef', job: 'examining-inspector', holder: '00124' },
    ])
    expect(found.counts).toEqual({
      units: { created: 2, updated: 0, unchanged: 0 },
      people: { created: 2, updated: 0, unchanged: 0 },
      posts: { created: 2, updated: 0, unchanged: 0 },
    })
  })

  it('keeps zeros, and takes out invisible and doubled spaces', () => {
    const found = plan(['\u00a000123\u200b ; TRAORE\u0301 ;Awa\u202f  Fanta;;;U;Unité;;;;P;;VERIFICATEUR'])
    expect(found.people[0]).toMatchObject({ registration: '00123', familyName: 'TRAORÉ', givenName: 'Awa Fanta' })
  })

  it('knows a job by its code and by its names, accents and case aside', () => {
    const named = ['verification-officer', 'VERIFICATEUR', 'vérificateur', 'Verification Officer'].map(
      (job, i) => `;;;;;U;Unité;;;;P${i};;${job}`,
    )
    expect(plan(named).posts.map(({ job }) => job)).toEqual(Array(4).fill('verification-officer'))
  })

  it('may hold vacant posts, and units without posts', () => {
    const found = plan([';;;;;U;Unité;;;;P-09;;Vérificateur', ';;;;;V;Autre;U;;;;;'])
    expect(found.posts).toMatchObject([{ code: 'P-09', holder: null }])
    expect(found.units.map(({ code, parent }) => [code, parent])).toEqual([
      ['U', null],
      ['V', 'U'],
    ])
  })

  it('may name a site without a code', () => {
    const found = plan([';;;;;U;Unité;;;Bureau de Sénou;P;;Vérificateur', ';;;;;X;Bureau de Sénou;;;;;;'])
    expect(found.units.map(({ code, parent, site }) => [code, parent, site])).toEqual([
      ['X', null, true],
      ['U', 'X', false],
    ])
  })

  it('lists parents before their children, however it is sorted', () => {
    const found = plan([';;;;;C;c;B;;;;;', ';;;;;B;b;A;;;;;', ';;;;;A;a;;;;;;'])
    expect(found.units.map(({ code }) => code)).toEqual(['A', 'B', 'C'])
  })
})

describe('a staff list imported again', () => {
  const units: readonly Unit[] = [
    { id: 'u1' as UnitId, code: 'BSN', name: 'Bureau de Sénou', parent: null, site: true },
    { id: 'u2' as UnitId, code: 'SVD', name: 'Section visite', parent: 'u1' as UnitId, site: false },
  ]
  const people: readonly Person[] = [
    {
      id: 'p1' as PersonId,
      registration: '00123',
      familyName: 'TRAORÉ',
      givenName: 'Awa',
      grade: 'Contrôleur',
      language: 'pt',
      roles: ['assessor', 'officer'],
    },
  ]
  const posts: readonly Post[] = [
    {
      id: 'q1' as PostId,
      code: 'P-01',
      title: 'Vérificateur',
      unit: 'u2' as UnitId,
      job: 'verification-officer' as JobCode,
      holder: 'p1' as PersonId,
      adjustments: [],
      descriptionVersion: 3,
    },
  ]
  const context: StaffContext = { units, people, posts, jobs, language: 'fr' }

  it('changes nothing when nothing changed: empty cells erase nothing', () => {
    const found = plan(['00123;TRAORÉ;Awa;;;SVD;;;;;P-01;;Vérificateur'], context)
    expect(found).toEqual({
      units: [],
      people: [],
      posts: [],
      counts: {
        units: { created: 0, updated: 0, unchanged: 1 },
        people: { created: 0, updated: 0, unchanged: 1 },
        posts: { created: 0, updated: 0, unchanged: 1 },
      },
    })
  })

  it('updates what changed, field by field, and keeps other roles', () => {
    const found = plan(['00123;TRAORÉ;Awa Fanta;Inspecteur;;SVD;Section dédouanement;;;;P-01;;Inspecteur de visite'], context)
    expect(found.units).toMatchObject([{ existing: 'u2', changed: ['name'], parent: 'BSN' }])
    expect(found.people).toMatchObject([
      { existing: 'p1', changed: ['givenName', 'grade'], roles: ['assessor', 'officer'], language: 'pt' },
    ])
    expect(found.posts).toMatchObject([{ existing: 'q1', changed: ['job', 'descriptionVersion'], descriptionVersion: 4 }])
  })

  it('empties the post that an officer left for another', () => {
    const found = plan(['00123;TRAORÉ;Awa;;;SVD;;;;;P-77;;Vérificateur'], context)
    expect(found.posts).toMatchObject([
      { code: 'P-77', existing: null, holder: '00123' },
      { code: 'P-01', existing: 'q1', holder: null, changed: ['holder'] },
    ])
  })

  it('leaves alone what the list does not name', () => {
    const found = plan(['00999;DIARRA;Oumar;;;SVD;;;;;P-02;;Vérificateur'], context)
    expect(found.posts.map(({ code }) => code)).toEqual(['P-02'])
    expect(found.people.map(({ registration }) => registration)).toEqual(['00999'])
  })

  it('finds a circle that the list closes over what is stored', () => {
    expect(problems([';;;;;BSN;;SVD;;;;;'], context)).toMatchObject([
      { problem: 'unit-circle', line: 2, params: { value: 'BSN' } },
    ])
  })

  it('of twenty thousand officers is planned in a few seconds', () => {
    const many = Array.from({ length: 19_000 }, (_, i) => `${i};NOM;Prénom;;;U${i % 50};Unité ${i % 50};;;;P${i};;Vérificateur`)
    const first = plan(many)
    const stored: StaffContext = {
      ...nobody,
      people: first.people.map((person, i) => ({ ...person, id: `p${i}` as PersonId })),
      units: first.units.map((unit) => ({ ...unit, id: unit.code as UnitId, parent: null })),
      posts: first.posts.map((post, i) => ({
        ...post,
        id: `q${i}` as PostId,
        unit: post.unit as UnitId,
        holder: `p${i}` as PersonId,
        adjustments: [],
      })),
    }
    const started = performance.now()
    expect(plan(many, stored).counts.posts).toEqual({ created: 0, updated: 0, unchanged: 19_000 })
    expect(performance.now() - started).toBeLessThan(4000)
  }, 20_000)
})

describe('a staff list with mistakes', () => {
  it('is not taken in part: each mistake is named with its line and column', () => {
    const found = problems([
      awa,
      '00123;KEÏTA;Modibo;;;SVD;;;;;P-02;;Vérificateur',
      '00125;;Awa;;;SVD;;;;;P-01;;Vérificateur',
      '00126;DIARRA;Oumar;;klingon;SVD;;;;;P-03;;Vérificatrice',
      '00127;COULIBALY;Issa;;;SVD;;;;;;;',
      '00128;SIDIBÉ;Ali;;;;;;;;P-04;;Vérificateur',
      ';;;;;SVD;Section des visites;;;;;;',
      ';;;;;NEW;;NOWHERE;;;;;',
      `${'9'.repeat(41)};TOURÉ;Ali;;;SVD;;;;;P-05;;Vérificateur`,
    ])
    expect(found.map(({ line, column, problem, field }) => [line, column, problem, field])).toEqual([
      [3, 'Matricule', 'registration-repeated', 'registration'],
      [4, 'Nom', 'cell-missing', 'familyName'],
      [4, 'Code du poste', 'post-repeated', 'postCode'],
      [5, 'Métier', 'job-unknown', 'jobCode'],
      [5, 'Langue', 'language-unknown', 'language'],
      [6, 'Code du poste', 'officer-without-post', 'postCode'],
      [7, 'Code unité', 'cell-missing', 'unitCode'],
      [8, 'Unité', 'unit-two-names', 'unitName'],
      [9, 'Unité', 'cell-missing', 'unitName'],
      [9, 'Unité supérieure', 'parent-unit-unknown', 'parentUnitCode'],
      [10, 'Matricule', 'value-too-long', 'registration'],
    ])
    expect(found[0]?.params).toEqual({ value: '00123', firstLine: 2 })
    expect(found[3]?.params).toEqual({ value: 'Vérificatrice', suggestion: 'Vérificateur' })
    expect(found[5]?.params).toEqual({ registration: '00127', name: 'COULIBALY Issa' })
    expect(found[7]?.params).toMatchObject({ value: 'SVD', first: 'Section visite', second: 'Section des visites' })
  })

  it('names units that are above themselves', () => {
    expect(problems([';;;;;A;a;C;;;;;', ';;;;;B;b;A;;;;;', ';;;;;C;c;B;;;;;', ';;;;;D;d;A;;;;;'])).toMatchObject([
      { problem: 'unit-circle', line: 2 },
      { problem: 'unit-circle', line: 3 },
      { problem: 'unit-circle', line: 4 },
    ])
    expect(problems([';;;;;A;a;A;;;;;'])).toMatchObject([{ problem: 'unit-circle' }])
  })

  it('names a unit under two parents or two sites', () => {
    expect(
      problems(
        [office, ';;;;;U;u;BSN;;;;;', ';;;;;V;v;;;;;;', ';;;;;U;;V;;;;;'].map((line) =>
          line === office ? ';;;;;BSN;b;;;;;;' : line,
        ),
      ),
    ).toMatchObject([{ problem: 'unit-two-parents', line: 5, params: { value: 'U', first: 'BSN', second: 'V' } }])
    expect(problems([';;;;;U;u;;S1;Un;;;', ';;;;;U;u;;S2;Deux;;;'])).toMatchObject([{ problem: 'unit-two-sites', line: 3 }])
  })

  it('says which columns are missing before anything else', () => {
    expect(problems(['00123;TRAORÉ'], nobody, 'Matricule;Nom').map(({ problem, field, line }) => [problem, field, line])).toEqual(
      [
        ['column-missing', 'givenName', 1],
        ['column-missing', 'unitCode', 1],
        ['column-missing', 'postCode', 1],
        ['column-missing', 'jobCode', 1],
      ],
    )
  })

  it('never breaks the reader, whatever the cells hold', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom('', 'A', 'B', 'C', '00123', 'fr', 'Vérificateur', 'constructor', '__proto__'),
    )
    const rows = fc.array(fc.array(cell, { minLength: 13, maxLength: 13 }), { minLength: 1, maxLength: 8 })
    const mapping = guessMapping(heading.split(';'))
    fc.assert(
      fc.property(rows, (found) => {
        const table = { header: heading.split(';'), headerLine: 1, rows: found.map((cells, i) => ({ line: i + 2, cells })) }
        const result = readStaff(table, mapping, nobody)
        if (!result.ok) expect(result.problem.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})
