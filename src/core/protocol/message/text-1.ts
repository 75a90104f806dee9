import { canonical, type Json } from '../json.ts'

/** The text under which an operation of protocol 1 is kept: its canonical JSON, whatever order its keys came in. */
export const textOf1 = (operation: unknown): string => canonical(operation as Json)
