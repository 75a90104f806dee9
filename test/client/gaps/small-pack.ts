import type { CourseFormat } from '../../../src/core/domain/course.ts'
import type { Pack } from '../../../src/core/domain/pack.ts'

const competency = (code: string, group: string, name: string) => ({
  code,
  group,
  kind: 'skill',
  name: { fr: name },
  definition: { fr: `${name}, en une phrase.` },
  levels: [],
})

const requirement = (code: string, level: number, weight: number, essential = false) => ({
  competency: code,
  level,
  weight,
  essential,
})

const course = (
  code: string,
  name: { readonly en: string; readonly fr: string },
  format: CourseFormat,
  languages: readonly string[],
  serves: readonly { readonly competency: string; readonly from: number; readonly to: number }[],
  minutes?: number,
) => ({ code, name, category: { fr: 'Douane' }, format, modules: 1, languages, serves, ...(minutes ? { minutes } : {}) })

const facilitation = { en: 'Trade Facilitation Agreement', fr: 'Accord sur la facilitation des échanges' }

/** Seven competencies in four groups, one job that asks them all, and one course of each kind that language makes difficult. */
export const smallPack = {
  format: 'palier-pack',
  formatVersion: 1,
  code: 'essai',
  version: '1.2.0',
  name: { fr: 'Cadre d’essai' },
  description: { fr: '' },
  provenance: { fr: '' },
  licence: 'CC0-1.0',
  languages: ['fr'],
  framework: {
    scale: {
      levels: ['Sensibilisé', 'Formé', 'Avancé', 'Expert'].map((name, at) => ({ level: at + 1, name: { fr: name } })),
    },
    groups: [
      { code: 'values', name: { fr: 'Valeurs fondamentales' } },
      { code: 'professional', name: { fr: 'Compétences professionnelles' } },
      { code: 'operational', name: { fr: 'Compétences opérationnelles' } },
      { code: 'management', name: { fr: 'Management' } },
    ],
    competencies: [
      competency('integrity', 'values', 'Intégrité'),
      competency('teamwork', 'values', 'Esprit d’équipe'),
      competency('law', 'professional', 'Droit douanier'),
      competency('valuation', 'operational', 'Évaluation en douane'),
      competency('origin', 'operational', 'Règles d’origine'),
      competency('facilitation', 'operational', 'Facilitation des échanges'),
      competency('leadership', 'management', 'Leadership'),
    ],
  },
  families: [{ code: 'clearance', name: { fr: 'Dédouanement' } }],
  jobs: [
    {
      code: 'verifier',
      family: 'clearance',
      name: { fr: 'Vérificateur' },
      mission: { fr: '' },
      activities: [],
      results: [],
      requirements: [
        requirement('integrity', 3, 5, true),
        requirement('teamwork', 3, 2),
        requirement('law', 3, 2),
        requirement('valuation', 3, 5, true),
        requirement('origin', 2, 2),
        requirement('facilitation', 3, 3),
        requirement('leadership', 2, 1),
      ],
    },
    {
      code: 'guard',
      family: 'clearance',
      name: { fr: 'Agent de surveillance' },
      mission: { fr: '' },
      activities: [],
      results: [],
      requirements: [requirement('integrity', 2, 5, true), requirement('teamwork', 2, 3)],
    },
  ],
  courses: [
    course(
      'valuation-elearning',
      { en: 'Customs Valuation', fr: 'Valeur en douane' },
      'e-learning',
      ['en', 'fr'],
      [{ competency: 'valuation', from: 1, to: 2 }],
      985,
    ),
    course('tfa-elearning', facilitation, 'e-learning', ['en'], [{ competency: 'facilitation', from: 1, to: 3 }], 420),
    course('tfa-kit', facilitation, 'training-kit', ['en', 'fr'], [{ competency: 'facilitation', from: 2, to: 3 }]),
    course('law-elearning', { en: 'WCO', fr: 'OMD' }, 'e-learning', ['en'], [{ competency: 'law', from: 1, to: 3 }], 120),
  ],
} as unknown as Pack
