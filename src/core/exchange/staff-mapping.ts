import { folded } from './words.ts'

/** What a staff list can say, one column each. One row an officer and the post held, a vacant post, or a unit. */
export const staffFields = [
  'registration',
  'familyName',
  'givenName',
  'grade',
  'language',
  'unitCode',
  'unitName',
  'parentUnitCode',
  'siteCode',
  'siteName',
  'postCode',
  'postTitle',
  'jobCode',
] as const

export type StaffField = (typeof staffFields)[number]

/** Columns without which a staff list cannot be read. */
export const requiredStaffFields: readonly StaffField[] = [
  'registration',
  'familyName',
  'givenName',
  'unitCode',
  'postCode',
  'jobCode',
]

/** The column of each field, counted from 0. */
export type StaffMapping = { readonly [field in StaffField]?: number | undefined }

/** How the columns of HR lists are called in French, English, Portuguese and Spanish; little words and accents aside. */
const synonyms: { readonly [field in StaffField]: string } = {
  registration:
    'matricule|n matricule|mle|n agent|identifiant agent|registration|registration n|staff n|staff id|employee n|employee id|personnel n|service n|payroll n|matricula|n matricula|n mecanografico|n funcionario|n empleado|legajo',
  familyName:
    'nom|noms|nom famille|patronyme|nom patronymique|family name|surname|last name|lastname|apelido|apelidos|sobrenome|nome familia|apellido|apellidos|primer apellido',
  givenName:
    'prenom|prenoms|prenom s|given name|given names|first name|first names|firstname|forename|nome|nomes|nome proprio|primeiro nome|nombre|nombres|nombre pila',
  grade: 'grade|grade actuel|corps|corps grade|grade corps|rank|categoria|patente|rango|grado|escalafon',
  language: 'langue|langue travail|language|working language|lingua|lingua trabalho|idioma|lengua|lengua trabajo',
  unitCode:
    'code unite|unite code|code service|code structure|code section|unit code|unit id|department code|section code|codigo unidade|codigo servico|codigo unidad|codigo servicio',
  unitName:
    'unite|nom unite|libelle unite|unite affectation|affectation|service|nom service|libelle service|structure|libelle structure|section|unit|unit name|department|unidade|nome unidade|servico|unidad|nombre unidad|servicio|departamento',
  parentUnitCode:
    'code unite superieure|unite superieure|code unite mere|unite mere|code unite parente|unite parente|code parent|rattachement|code rattachement|unite rattachement|code unite rattachement|parent unit|parent unit code|parent code|unidade superior|codigo unidade superior|unidad superior|codigo unidad superior|unidad padre',
  siteCode: 'code site|site code|codigo local|codigo sitio|code bureau|office code',
  siteName: 'site|nom site|libelle site|bureau|nom bureau|site name|office|office name|local|nome local|sitio|nombre sitio',
  postCode:
    'code poste|poste code|n poste|code post|post code|post n|position code|position n|codigo posto|codigo cargo|codigo puesto|n puesto',
  postTitle:
    'poste|intitule poste|libelle poste|titre poste|poste occupe|fonction|fonction occupee|post|post title|position|position title|job title|cargo|posto|posto trabalho|designacao cargo|puesto|titulo puesto|denominacion puesto',
  jobCode:
    'metier|code metier|nom metier|emploi|emploi type|code emploi|code emploi type|emploi repere|job|job code|job name|generic job|job profile|funcao|funcao tipo|codigo funcao|codigo funcao tipo|puesto tipo|codigo puesto tipo|empleo tipo|oficio',
}

const littleWords = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'l', 'd', 'da', 'do', 'dos', 'del', 'el', 'the', 'of'])
const numberWords = new Set(['numero', 'number', 'num', 'no', 'nr', 'nro', 'nº', 'n'])

const wordsOf = (text: string): readonly string[] =>
  folded(text)
    .split(' ')
    .filter((word) => word !== '' && !littleWords.has(word))
    .map((word) => (numberWords.has(word) ? 'n' : word))

const known = staffFields.flatMap((field) => synonyms[field].split('|').map((text) => ({ field, words: wordsOf(text) })))

/**
 * The column of each field as its header tells: first by the whole header, then where most of its words are known. A
 * column serves one field, and a field takes the first column that fits.
 */
export const guessMapping = (header: readonly string[]): StaffMapping => {
  const mapping: { [field in StaffField]?: number } = {}
  const taken = new Set<number>()
  const assign = (field: StaffField, column: number): void => {
    if (mapping[field] !== undefined || taken.has(column)) return
    mapping[field] = column
    taken.add(column)
  }
  const columns = header.map((text, column) => ({ column, words: wordsOf(text) }))
  for (const { column, words } of columns) {
    const found = known.find((synonym) => synonym.words.join(' ') === words.join(' '))
    if (found) assign(found.field, column)
  }
  const partial = columns.flatMap(({ column, words }) =>
    known
      .filter((synonym) => synonym.words.length * 2 >= words.length && synonym.words.every((word) => words.includes(word)))
      .map(({ field, words: matched }) => ({ field, column, weight: matched.length })),
  )
  for (const { field, column } of partial.sort((a, b) => b.weight - a.weight)) assign(field, column)
  return mapping
}
