import * as z from 'zod/mini'
import { courierReplySchema } from '../../core/protocol/courier/reply.ts'
import { limits } from '../../core/protocol/limits.ts'
import { endSchema } from '../../core/protocol/message/end.ts'
import { helloSchema } from '../../core/protocol/message/hello.ts'
import { leaveSchema } from '../../core/protocol/message/leave.ts'
import { markSchema } from '../../core/protocol/message/mark.ts'
import { operation2Schema } from '../../core/protocol/message/operation-2.ts'
import { putSchema } from '../../core/protocol/message/put.ts'
import { receiptsSchema } from '../../core/protocol/message/receipts.ts'
import { requestEndSchema } from '../../core/protocol/message/request-end.ts'
import { requestHeadSchema } from '../../core/protocol/message/request-head.ts'
import { hash, signature } from '../../core/protocol/message/words.ts'
import { admittedSchema, quarantineSchema } from '../../core/protocol/quarantine.ts'
import { manifestsSchema, segmentLimits } from '../../core/protocol/segment/manifest.ts'
import { accessSchemas, accessShapes } from './access/interface.ts'
import { personalSchemas, personalShapes } from './personal/interface.ts'
import type { RouteShape } from './route-shape.ts'

type Schema = z.ZodMiniType

const id = z.string().check(z.regex(/^[A-Za-z0-9._:-]{1,120}$/))

/** By the names under which the document knows them. */
export const schemas = {
  RequestHead: requestHeadSchema,
  RequestOperation: z.strictObject({ hash, signature: z.optional(signature), op: operation2Schema }),
  RequestEnd: requestEndSchema,
  Hello: helloSchema,
  Receipts: receiptsSchema,
  Put: putSchema,
  Leave: leaveSchema,
  Mark: markSchema,
  End: endSchema,
  CourierReply: courierReplySchema,
  Manifests: manifestsSchema,
  Quarantine: quarantineSchema,
  Admitted: admittedSchema,
  Directory: z.strictObject({
    administrations: z.array(z.strictObject({ stream: id, name: z.string(), demonstration: z.boolean() })),
  }),
  Health: z.strictObject({ ok: z.literal(true), time: z.string() }),
  Ready: z.strictObject({ ready: z.literal(true), time: z.string() }),
  ...accessSchemas,
  ...personalSchemas,
} as const satisfies { readonly [name: string]: Schema }

const json = (schema: keyof typeof schemas | 'OpenApi') => ({ type: 'application/json', schema }) as const

/**
 * All that the interface offers, once: the routes are registered from this list and the document is made from it, so that
 * neither can know one that the other does not.
 */
export const shapes = [
  {
    name: 'sync',
    method: 'POST',
    path: '/v1/sync',
    access: 'session',
    even: ['revoked'],
    summary: `One exchange: takes a device's operations in and tells what changed. Safe to repeat. At most ${limits.bytes} bytes unpacked; plain or gzip.`,
    takes: {
      type: 'application/x-ndjson',
      lines: [
        { when: 'first', schema: 'RequestHead' },
        { when: 'for each operation', schema: 'RequestOperation' },
        { when: 'last', schema: 'RequestEnd' },
      ],
    },
    gives: {
      type: 'application/x-ndjson',
      lines: [
        { when: 'first', schema: 'Hello' },
        { when: 'after operations', schema: 'Receipts' },
        { when: 'an entity as it is now', schema: 'Put' },
        { when: 'an entity that moved out of the stream', schema: 'Leave' },
        { when: 'all before it may be applied', schema: 'Mark' },
        { when: 'last', schema: 'End' },
      ],
    },
    problems: [
      'unreadable',
      'forbidden',
      'too-slow',
      'too-large',
      'unsupported-type',
      'upgrade-required',
      'server-error',
      'busy',
      'other-device',
    ],
  },
  {
    name: 'courier',
    method: 'POST',
    path: '/v1/courier',
    access: 'tablet',
    even: ['revoked', 'must-change'],
    summary:
      'A sealed outbox that somebody carried here from another tablet. Safe to repeat: each operation is taken once, whoever brings it.',
    takes: { type: 'application/octet-stream' },
    gives: json('CourierReply'),
    problems: [
      'not-ours',
      'cut',
      'tampered',
      'too-deep',
      'forbidden',
      'not-found',
      'too-slow',
      'another-server',
      'too-large',
      'unsupported-type',
      'newer-version',
      'too-many-requests',
      'server-error',
      'busy',
    ],
  },
  {
    name: 'directory',
    method: 'GET',
    path: '/v1/directory',
    access: 'session',
    summary: 'The administrations this server holds, for a device that joins one.',
    gives: json('Directory'),
    problems: ['server-error'],
  },
  {
    name: 'manifests',
    method: 'GET',
    path: '/v1/segments',
    access: 'session',
    summary:
      'What streams can be begun with: snapshots, as segments to be fetched one by one. Streams that an exchange serves as well are left out.',
    parameters: { stream: `Streams with commas between them, at most ${segmentLimits.streams}.` },
    gives: json('Manifests'),
    problems: ['unreadable', 'server-error'],
  },
  {
    name: 'segment',
    method: 'GET',
    path: '/v1/segments/:hash',
    access: 'session',
    summary:
      'A segment, gzip that stays packed: its name is the SHA-256 of these bytes. `Range` goes on where a cut line stopped.',
    parameters: { hash: 'SHA-256 in base64url, 43 characters.' },
    gives: { type: 'application/octet-stream' },
    also: { 206: 'The part asked for.', 304: 'Nothing: whoever asks has it.' },
    problems: ['unreadable', 'not-found', 'out-of-scope', 'no-such-range', 'server-error'],
  },
  {
    name: 'rows',
    method: 'GET',
    path: '/v1/rows/:stream/:beginning',
    access: 'session',
    summary: 'The rows of one officer, as they are now: the assignment whose id begins so, and what belongs to it.',
    parameters: {
      stream: 'The stream of the campaign.',
      beginning: 'The id of an assignment, or as much of it as columns have.',
    },
    gives: { type: 'application/x-ndjson', lines: [{ when: 'for each row', schema: 'Put' }] },
    problems: ['unreadable', 'not-found', 'out-of-scope', 'server-error'],
  },
  {
    name: 'quarantine',
    method: 'GET',
    path: '/v1/quarantine',
    access: ['hr-director', 'administrator'],
    summary:
      'Work of the administration that lies apart because of who sent it, oldest first, so much at a time: what it is about, not what it says.',
    parameters: {
      after:
        'The id of the last piece seen: what follows is answered, though that one was admitted meanwhile. After one that the administration does not have, the list begins anew.',
    },
    optional: ['after'],
    gives: json('Quarantine'),
    problems: ['unreadable', 'server-error'],
  },
  {
    name: 'admit',
    method: 'POST',
    path: '/v1/quarantine/:id/admit',
    access: ['hr-director', 'administrator'],
    summary: 'Takes work that lies apart, as if it came now. Asked again it gives the same receipt.',
    parameters: { id: 'The id under which it lies there.' },
    gives: json('Admitted'),
    problems: ['not-found', 'forbidden', 'server-error'],
  },
  {
    name: 'health',
    method: 'GET',
    path: '/v1/health',
    access: 'public',
    summary: 'Whether the process lives. Asks nothing of the database.',
    gives: json('Health'),
    problems: [],
  },
  {
    name: 'ready',
    method: 'GET',
    path: '/v1/ready',
    access: 'public',
    summary: 'Whether work may be sent here: the database answers, its tables are current, and the server is not shutting down.',
    gives: json('Ready'),
    problems: ['database-silent', 'database-outdated', 'stopping'],
  },
  {
    name: 'openapi',
    method: 'GET',
    path: '/v1/openapi.json',
    access: 'public',
    summary: 'This document.',
    gives: json('OpenApi'),
    problems: [],
  },
  ...accessShapes,
  ...personalShapes,
] as const satisfies readonly RouteShape[]

export type RouteName = (typeof shapes)[number]['name']
