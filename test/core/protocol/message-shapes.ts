import * as z from 'zod/mini'
import { fieldSchemas } from '../../../src/core/protocol/entity-fields.ts'
import { hashOf } from '../../../src/core/protocol/hash.ts'
import { canonical, type Json } from '../../../src/core/protocol/json.ts'
import { endSchema } from '../../../src/core/protocol/message/end.ts'
import { helloSchema } from '../../../src/core/protocol/message/hello.ts'
import { hello2Schema } from '../../../src/core/protocol/message/hello-2.ts'
import { leaveSchema } from '../../../src/core/protocol/message/leave.ts'
import { markSchema } from '../../../src/core/protocol/message/mark.ts'
import { operation1Schema } from '../../../src/core/protocol/message/operation-1.ts'
import { operation2Schema } from '../../../src/core/protocol/message/operation-2.ts'
import { putSchema } from '../../../src/core/protocol/message/put.ts'
import { receiptsSchema } from '../../../src/core/protocol/message/receipts.ts'
import { reply1Schema } from '../../../src/core/protocol/message/reply-1.ts'
import { request1Schema } from '../../../src/core/protocol/message/request-1.ts'
import { requestEndSchema } from '../../../src/core/protocol/message/request-end.ts'
import { requestHeadSchema } from '../../../src/core/protocol/message/request-head.ts'
import { requestHead2Schema } from '../../../src/core/protocol/message/request-head-2.ts'

const messages = {
  'operation-1': operation1Schema,
  'request-1': request1Schema,
  'reply-1': reply1Schema,
  'operation-2': operation2Schema,
  'request-head-2': requestHead2Schema,
  'hello-2': hello2Schema,
  'request-head': requestHeadSchema,
  'request-end': requestEndSchema,
  hello: helloSchema,
  receipts: receiptsSchema,
  put: putSchema,
  leave: leaveSchema,
  mark: markSchema,
  end: endSchema,
} satisfies { readonly [name: string]: z.ZodMiniType }

const shapeOf = (schema: z.ZodMiniType): string =>
  hashOf(canonical(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Json)).slice(0, 16)

/** A fingerprint of every message, and of the fields of every kind of entity. Whatever changes one, changes the protocol. */
export const shapes = (): { readonly [name: string]: string } => ({
  ...Object.fromEntries(Object.entries(messages).map(([name, schema]) => [name, shapeOf(schema)])),
  ...Object.fromEntries(
    Object.entries(fieldSchemas).map(([kind, fields]) => [`fields of ${kind}`, shapeOf(z.strictObject(fields as never))]),
  ),
})
