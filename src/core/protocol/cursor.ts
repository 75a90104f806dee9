/** A place in a stream that a server gave out. */
export type Cursor = { readonly seq: number; readonly proof: string }
export type Cursors = { readonly [stream: string]: Cursor }

/** Where every stream begins. */
export const beginning: Cursor = { seq: 0, proof: '' }
