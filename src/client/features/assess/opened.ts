import type { Line } from './sections.ts'

/** A row opened for its anchors and comment, or for the reason of "not applicable". */
export type Opened = { readonly code: Line['code']; readonly what: 'anchors' | 'reason' }
