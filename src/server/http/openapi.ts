import * as z from 'zod/mini'
import { schemas, shapes } from './interface.ts'
import { bounded } from './openapi-bounds.ts'
import { type HttpProblem, httpProblems, problemDetail } from './problem.ts'
import { type Content, problemsOfAccess, type RouteShape, type Who } from './route-shape.ts'

/** Problems that any route can answer with, whatever it does. */
const everywhere: readonly HttpProblem[] = ['unreadable', 'wrong-host', 'headers-too-large', 'too-many-requests', 'server-error']

/** OpenAPI 3.1 of the interface, made from the list that the routes are registered from. */
export const openApi = () =>
  bounded({
    openapi: '3.1.1',
    info: {
      title: 'Palier',
      version: '1',
      contact: { name: 'The administration that runs this server' },
      description:
        'The endpoint where the work of tablets meets. Failures of a whole request are problem details (RFC 9457) with a `code`; trouble with one operation is in its receipt.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api', 'x-internal': false }],
    paths: pathsOf(shapes),
    components: { schemas: componentSchemas(), securitySchemes },
  })

const pathsOf = (list: readonly RouteShape[]): { readonly [path: string]: object } => {
  const paths: Record<string, object> = {}
  for (const shape of list) {
    const path = shape.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [shape.method.toLowerCase()]: operationOf(shape) }
  }
  return paths
}

const operationOf = ({ name, path, summary, access, even, parameters, optional, takes, gives, also, problems }: RouteShape) => ({
  operationId: name,
  summary,
  security: securityOf(access),
  ...(parameters ? { parameters: parametersOf(path, parameters, optional) } : {}),
  ...(takes ? { requestBody: { required: true, content: contentOf(takes) } } : {}),
  responses: {
    200: { description: 'Done.', content: contentOf(gives) },
    ...Object.fromEntries(Object.entries(also ?? {}).map(([status, description]) => [status, { description }])),
    ...problemResponses([...new Set([...problems, ...problemsOfAccess({ access, ...(even && { even }) }), ...everywhere])]),
  },
})

/** One of these is enough. For a bearer, OpenAPI 3.1 lists the roles of which one is needed. */
const securityOf = (access: Who): readonly object[] => {
  if (access === 'public') return []
  if (access === 'tablet') return [{ tablet: [] }, { session: [] }]
  return access === 'session' ? [{ session: [] }] : access.map((role) => ({ session: [role] }))
}

const securitySchemes = {
  session: {
    type: 'http',
    scheme: 'bearer',
    description: 'What a sign-in answered. Not asked for by a server without accounts.',
  },
  tablet: {
    type: 'http',
    scheme: 'bearer',
    description: 'What an enrolment answered. Not asked for by a server without accounts.',
  },
}

const parametersOf = (path: string, parameters: { readonly [name: string]: string }, optional: readonly string[] = []) =>
  Object.entries(parameters).map(([name, description]) => ({
    name,
    in: path.includes(`:${name}`) ? 'path' : 'query',
    required: !optional.includes(name),
    description,
    schema: { type: 'string' },
  }))

/**
 * OpenAPI 3.1 has no word for a body of lines: it says text, and `x-lines` names the schema of each kind of line with when
 * it comes.
 */
const contentOf = (content: Content) => {
  if (content.type === 'application/json') return { [content.type]: { schema: refTo(content.schema) } }
  if (content.type === 'application/octet-stream') return { [content.type]: { schema: { type: 'string', format: 'binary' } } }
  const lines = content.lines.map(({ when, schema }) => ({ when, schema: refTo(schema) }))
  const description = `One JSON text to a line, each ended by a line feed. ${lines.map(({ when, schema }) => `${when}: ${schema.$ref.split('/').at(-1)}`).join('; ')}.`
  return { [content.type]: { schema: { type: 'string', description }, 'x-lines': lines } }
}

const refTo = (schema: string) => ({ $ref: `#/components/schemas/${schema}` })

const problemResponses = (codes: readonly HttpProblem[]) => {
  const statuses = [...new Set(codes.map((code) => problemDetail(code).status))]
  return Object.fromEntries(
    statuses.map((status) => [status, problemResponse(codes.filter((code) => problemDetail(code).status === status))]),
  )
}

const problemResponse = (codes: readonly HttpProblem[]) => ({
  description: codes.map((code) => `\`${code}\`: ${problemDetail(code).title}.`).join(' '),
  content: {
    'application/problem+json': {
      schema: { allOf: [refTo('Problem'), { properties: { code: { enum: codes } } }] },
      examples: Object.fromEntries(codes.map((code) => [code, { value: problemDetail(code) }])),
    },
  },
})

const problemSchema = {
  type: 'object',
  description: 'Why a whole request was not taken (RFC 9457).',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: httpProblems },
  },
  required: ['type', 'title', 'status', 'code'],
  additionalProperties: false,
}

const componentSchemas = (): { readonly [name: string]: object } => ({
  Problem: problemSchema,
  OpenApi: { type: 'object', description: 'An OpenAPI 3.1 document.' },
  ...Object.assign(
    {},
    ...Object.entries(schemas).map(([name, schema]) => hoisted(name, z.toJSONSchema(schema, { io: 'input' }))),
  ),
})

/** A recursive schema brings definitions with addresses within itself; here they stand beside it, under its name. */
const hoisted = (name: string, { $schema: _, ...made }: object & { readonly $schema?: unknown }) => {
  const moved = JSON.stringify(made).replaceAll('"#/$defs/', `"#/components/schemas/${name}.`)
  const { $defs = {}, ...schema } = JSON.parse(moved) as { readonly $defs?: { readonly [name: string]: object } }
  return { [name]: schema, ...Object.fromEntries(Object.entries($defs).map(([inner, one]) => [`${name}.${inner}`, one])) }
}

/** The committed copy, as the file has it. */
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 1)}\n`
