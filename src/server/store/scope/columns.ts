import { assessmentIn, assignmentIn } from '../../../core/protocol/named-after.ts'
import type { Row } from '../../../core/protocol/row.ts'
import { rowText } from '../../../core/protocol/row-text.ts'
import { outlineOf } from './outline.ts'

/** What of a row decides who sees it, beside its home. */
export type ScopeColumns = {
  /** The campaign that it is part of; a campaign's own id. */
  readonly campaign: string | null
  /** The assignment that it is about; an assignment's own id. */
  readonly assignment: string | null
  /** Who is assessed, or holds the post. */
  readonly person: string | null
  /** Where the post or the officer belongs, where the campaign takes place; of a unit, the one above it. */
  readonly unit: string | null
  /** Ids of those who assess, with a space before and after each. */
  readonly assessors: string | null
  /** 1 where the officer it is about may read it: signed, or the officer's own. */
  readonly shown: number
  /** The row without what was judged and said, for those who are to see no more than that it is there. */
  readonly outline: string | null
}

/** The one place that fills them, wherever a row is written. */
export const scopeColumns = (row: Row): ScopeColumns => ({ ...nothing, ...columnsOf(row) })

const nothing: ScopeColumns = {
  campaign: null,
  assignment: null,
  person: null,
  unit: null,
  assessors: null,
  shown: 0,
  outline: null,
}

const columnsOf = (row: Row): Partial<ScopeColumns> => {
  const { fields, id } = row
  const campaign = textIn(fields['campaign'])
  switch (row.kind) {
    case 'unit':
      return { unit: textIn(fields['parent']) }
    case 'post':
      return { unit: textIn(fields['unit']), person: textIn(fields['holder']) }
    case 'campaign':
      return { campaign: id, unit: textIn(fields['site']), assessors: listIn(fields['assessors']) }
    case 'assignment': {
      const [person, unit] = [textIn(fields['officer']), textIn(fields['unit'])]
      return { campaign, assignment: id, person, unit, assessors: listIn(fields['assessors']) }
    }
    case 'assessment': {
      const shown = row.versions.length > 0 || fields['role'] === 'self' ? 1 : 0
      const assignment = assignmentIn(id) ?? textIn(fields['assignment'])
      return { campaign, assignment, shown, outline: rowText(outlineOf(row)) }
    }
    case 'acknowledgement': {
      const assignment = assignmentIn(assessmentIn(id) ?? fields['assessment'])
      return { campaign, assignment, shown: 1, outline: rowText(outlineOf(row)) }
    }
    default:
      return {}
  }
}

const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const listIn = (value: unknown): string | null => (Array.isArray(value) && value.length > 0 ? ` ${value.join(' ')} ` : null)
