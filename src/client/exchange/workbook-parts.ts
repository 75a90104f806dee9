import { err, ok, type Result } from '../../core/domain/result.ts'
import type { TableProblem } from '../../core/exchange/table.ts'
import { tableProblem } from '../../core/exchange/table.ts'
import { elementsNamed } from './xml.ts'
import { type Budget, unpack, type ZipEntry } from './zip.ts'

export type Archive = {
  readonly bytes: Uint8Array
  readonly entries: ReadonlyMap<string, ZipEntry>
  readonly budget: Budget
}

export type SheetPart = { readonly name: string; readonly part: string; readonly isHidden: boolean }

/** What the parts of a workbook say of one another. */
export type WorkbookPlan = {
  readonly sheets: readonly SheetPart[]
  readonly startsIn1904: boolean
  readonly strings: string | undefined
  readonly styles: string | undefined
}

/** One part as text, in pieces; `take` may answer false to have enough. An absent part has no pieces. */
export const readPart = (archive: Archive, name: string, take: (piece: string) => boolean): TableProblem | undefined => {
  const entry = archive.entries.get(name.toLowerCase())
  if (!entry) return undefined
  const decoder = new TextDecoder('utf-8')
  return unpack(archive.bytes, entry, archive.budget, (piece) => take(decoder.decode(piece, { stream: true })))
}

export const partText = (archive: Archive, name: string): Result<string, TableProblem> => {
  const pieces: string[] = []
  const problem = readPart(archive, name, (piece) => {
    pieces.push(piece)
    return true
  })
  return problem ? err(problem) : ok(pieces.join(''))
}

/** Where a workbook keeps its sheets, its strings and its styles. */
export const planWorkbook = (archive: Archive): Result<WorkbookPlan, TableProblem> => {
  const root = relations(archive, '_rels/.rels', '')
  if (!root.ok) return root
  const main = root.value.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  const workbook = partText(archive, main)
  if (!workbook.ok) return workbook
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const related = relations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`, folder)
  if (!related.ok) return related
  const sheetParts = new Map(
    related.value.filter(({ type }) => type.endsWith('/worksheet')).map(({ id, target }) => [id, target]),
  )
  const sheets = elementsNamed('sheet')
    .all(workbook.value)
    .flatMap(({ attributes }): SheetPart[] => {
      const id = [...attributes].find(([name]) => name.endsWith(':id'))?.[1]
      const part = sheetParts.get(id ?? '')
      const isHidden = /hidden/i.test(attributes.get('state') ?? '')
      return part === undefined ? [] : [{ name: attributes.get('name') ?? '', part, isHidden }]
    })
  if (sheets.length === 0) return err(tableProblem('xlsx-unreadable'))
  const [properties] = elementsNamed('workbookPr').all(workbook.value)
  const target = (kind: string) => related.value.find(({ type }) => type.endsWith(`/${kind}`))?.target
  return ok({
    sheets,
    startsIn1904: /^(1|true)$/.test(properties?.attributes.get('date1904') ?? ''),
    strings: target('sharedStrings'),
    styles: target('styles'),
  })
}

type Relation = { readonly id: string; readonly type: string; readonly target: string }

const relations = (archive: Archive, name: string, folder: string): Result<readonly Relation[], TableProblem> => {
  const text = partText(archive, name)
  if (!text.ok) return text
  return ok(
    elementsNamed('Relationship')
      .all(text.value)
      .map(({ attributes }) => {
        const target = attributes.get('Target') ?? ''
        const path = target.startsWith('/') ? target.slice(1) : folder + target.replace(/^\.\//, '')
        return { id: attributes.get('Id') ?? '', type: attributes.get('Type') ?? '', target: path }
      }),
  )
}
