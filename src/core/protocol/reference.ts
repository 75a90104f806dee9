import type { EntityKind } from './operation.ts'

/** What everybody of an administration sees: without it nothing else can be read. It comes once, whatever else comes into sight. */
export const reference: readonly EntityKind[] = ['administration', 'pack', 'unit']
