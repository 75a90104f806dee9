import { hash } from 'node:crypto'

/** The same as the core's `hashOf`, many times faster. */
export const hashOf = (text: string): string => hash('sha256', text, 'base64url')

/** The same as the core's `linkOf`. */
export const linkOf = (before: string, added: string): string => hashOf(`${before}\n${added}`)
