import { createHash } from 'node:crypto'

/** The same as the core's `hashOf`, many times faster. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** The same as the core's `linkOf`. */
export const linkOf = (before: string, added: string): string => hashOf(`${before}\n${added}`)
