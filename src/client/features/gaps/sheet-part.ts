import type { Sheet } from '../../app/sheet.ts'
import type { Names } from './names.ts'
import type { OfficerView } from './officer-view.ts'

/** What each part of the sheet is drawn from. */
export type SheetPart = { readonly sheet: Sheet; readonly view: OfficerView; readonly names: Names }
