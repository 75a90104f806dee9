import { type Attributes, tagsNamed } from './tags.ts'

export type Sheet = {
  readonly name: string
  /** The part of the archive that holds the cells. */
  readonly part: string
  /** Its place among all sheets from 1, hidden ones and charts counted too. */
  readonly place: number
}

export type WorkbookPlan = {
  /** The sheets a user sees, in order; all of them where every one is hidden. Charts are no sheets. */
  readonly sheets: readonly Sheet[]
  readonly strings: string
  readonly styles: string
}

export const workbookParts = { workbook: 'xl/workbook.xml', relations: 'xl/_rels/workbook.xml.rels' } as const

export const workbookPlan = (workbook: string, relations: string): WorkbookPlan => {
  const related = tagsNamed('Relationship', relations)
  const ofKind = (kind: string) => related.filter((relation) => relation.get('Type')?.endsWith(`/${kind}`))
  const parts = new Map(ofKind('worksheet').map((relation) => [relation.get('Id') ?? '', partOf(relation)]))
  const sheets = tagsNamed('sheet', workbook).flatMap((sheet, i) => {
    const part = parts.get(sheet.get('id') ?? '')
    const isHidden = /hidden/i.test(sheet.get('state') ?? '')
    return part === undefined ? [] : [{ name: sheet.get('name') ?? '', part, place: i + 1, isHidden }]
  })
  const visible = sheets.filter(({ isHidden }) => !isHidden)
  const [strings] = ofKind('sharedStrings').map(partOf)
  const [styles] = ofKind('styles').map(partOf)
  return {
    sheets: visible.length > 0 ? visible : sheets,
    strings: strings ?? 'xl/sharedStrings.xml',
    styles: styles ?? 'xl/styles.xml',
  }
}

const partOf = (relation: Attributes): string => {
  const target = relation.get('Target') ?? ''
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}
