import { isErasedShell } from '../../../core/protocol/erased.ts'
import { canonical, type Json } from '../../../core/protocol/json.ts'
import type { Row } from '../../../core/protocol/row.ts'
import { rowIn } from '../../../core/protocol/row-text.ts'
import type { Tables } from '../schema.ts'
import { type ScopeColumns, scopeColumns } from '../scope/columns.ts'
import type { Finding } from './finding.ts'
import { type Anew, isInstant, receiptIn, type Step, type Told } from './told-anew.ts'

type Say = (finding: Finding) => void

/** Where an entity, its receipts and its moves are not as its operations make them. */
export const differences = (entity: Tables['entity'], { row, steps }: Anew): readonly Finding[] => {
  const found: Finding[] = []
  const say: Say = (finding) => found.push(finding)
  for (const step of steps) verifyStep(step, say)
  const key = `${entity.kind}/${entity.id}`
  const inEntity = (column: keyof Tables['entity'], wanted: unknown) => {
    if (entity[column] !== wanted) say({ table: 'entity', key, column, what: 'is not as the log makes it' })
  }
  const last = steps.at(-1)?.told
  inEntity('stream', row?.stream)
  inEntity('rev', row?.rev)
  inEntity('seq', last?.move?.home_seq ?? last?.row.seq)
  if (!row || !isRow(entity.row, row)) say({ table: 'entity', key, column: 'row', what: 'is not as the log makes it' })
  if (row) for (const column of outOfScope(entity, row)) inEntity(column, undefined)
  return found
}

/** The columns that decide who sees it, where they are not what its row says. What was erased is still told to whom it was told. */
const outOfScope = (entity: Tables['entity'], row: Row): readonly (keyof ScopeColumns)[] => {
  const { outline, ...wanted } = scopeColumns(row)
  const isGone = isErasedShell(row)
  const columns = Object.keys(wanted) as readonly (keyof typeof wanted)[]
  const wrong = isGone ? [] : columns.filter((column) => entity[column] !== wanted[column])
  const isOutlined = outline === null ? entity.outline === null : entity.outline !== null && isRow(entity.outline, rowIn(outline))
  return isOutlined ? wrong : [...wrong, 'outline']
}

const verifyStep = ({ told, operation, outcome }: Step, say: Say): void => {
  const { row } = told
  const inOperation = (column: string, what: string) => say({ table: 'operation', key: row.id, column, what })
  if (!outcome) {
    inOperation('body', operation ? 'would not be taken into its entity today' : 'cannot be read')
    return
  }
  const { status, rev, stream } = outcome
  if (row.stream !== stream) inOperation('stream', 'is not where its entity lived')
  const receipt = receiptIn(row.receipt)
  const wanted = { operation: row.id, hash: row.hash, status, stream: row.stream, seq: row.seq, rev, time: receipt?.time }
  if (!receipt || textOf(receipt) !== textOf(wanted) || !isInstant(receipt.time))
    inOperation('receipt', 'is not what came of the operation')
  verifyMove(told, outcome, say)
}

const verifyMove = ({ row, move }: Told, { movedTo, rev }: NonNullable<Step['outcome']>, say: Say): void => {
  const inMove = (column: string, what: string) => say({ table: 'move', key: row.id, column, what })
  if (!movedTo && move) inMove('operation', 'moved nothing')
  if (movedTo && !move) inMove('operation', 'is missing')
  if (!movedTo || !move) return
  const wanted = { stream: row.stream, seq: row.seq, home: movedTo, kind: row.entity_kind, id: row.entity_id, rev }
  for (const [column, value] of Object.entries(wanted))
    if (move[column as keyof typeof wanted] !== value) inMove(column, 'is not what the operation did')
}

const textOf = (value: object): string => canonical(value as Json)

/**
 * Whether some of it was made by protocol 1 and taken before the database learnt protocol 2: what it came to was decided by the
 * rules of then, and may come out otherwise today.
 */
export const hasOldWork = (told: readonly Told[], since: string): boolean =>
  told.some(({ row }) => {
    const made: unknown = textIn(row.body)
    const isOld = typeof made === 'object' && made !== null && !('v' in made)
    return isOld && (receiptIn(row.receipt)?.time ?? '') < since
  })

/** What the text says counts, not how: the same row can be kept in more than one way. */
const isRow = (text: string, row: Row): boolean => {
  try {
    return textOf(rowIn(text)) === textOf(row)
  } catch {
    return false
  }
}

const textIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
