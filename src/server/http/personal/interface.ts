import { erasureReplySchema, erasureSchema, ownFileSchema, registerSchema } from '../../../core/protocol/personal.ts'
import type { RouteShape } from '../route-shape.ts'

/** By the names under which the document knows them. */
export const personalSchemas = {
  OwnFile: ownFileSchema,
  Register: registerSchema,
  Erasure: erasureSchema,
  ErasureReply: erasureReplySchema,
} as const

const json = (schema: keyof typeof personalSchemas) => ({ type: 'application/json', schema }) as const

/** What personal-data law asks of whoever keeps such a server. */
export const personalShapes = [
  {
    name: 'ownFile',
    method: 'GET',
    path: '/v1/own-file',
    summary: 'All that is kept about the person of the session, and who read or changed it. Of nobody else.',
    access: 'session',
    gives: json('OwnFile'),
    problems: ['server-error', 'no-accounts'],
  },
  {
    name: 'register',
    method: 'GET',
    path: '/v1/register',
    summary: 'The register of processing of the administration, as built and as set, with words in four languages.',
    access: ['administrator', 'champion'],
    gives: json('Register'),
    problems: ['not-found', 'server-error', 'no-accounts'],
  },
  {
    name: 'erasures',
    method: 'POST',
    path: '/v1/erasures',
    summary:
      'Erases all that is about one person. Without `confirm` it says what would go; with the word that this gave, and as long as nothing has changed, it goes for good.',
    access: ['administrator'],
    takes: json('Erasure'),
    gives: json('ErasureReply'),
    problems: ['unreadable', 'forbidden', 'too-slow', 'too-large', 'unsupported-type', 'busy', 'server-error', 'no-accounts'],
    most: 4096,
  },
] as const satisfies readonly RouteShape[]

export type PersonalRouteName = (typeof personalShapes)[number]['name']
