import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApi, openApiText } from '../../src/server/http/openapi.ts'
import { httpProblems } from '../../src/server/http/problem.ts'
import { buildServer } from '../../src/server/http/server.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'

const root = resolve(import.meta.dirname, '../..')
const textOf = (path: string): string => readFileSync(resolve(root, path), 'utf8')

const document = openApi()
const paths = document.paths as { readonly [path: string]: { readonly [method: string]: Described } }
type Described = {
  readonly operationId: string
  readonly responses: { readonly [status: string]: { readonly content: { readonly [type: string]: object } } }
}

const server = () =>
  buildServer({ log: memoryServerLog(), now: () => '2026-11-22T09:00:00.000Z', loopbackOnly: true, publicHosts: [] })
let app: Awaited<ReturnType<typeof server>>
beforeAll(async () => {
  app = await server()
})
afterAll(() => app.close())

/** Every route that the framework knows, as `GET /api/v1/…`. Its own HEAD beside each GET is left out. */
const registered = (): readonly string[] => {
  const above: string[] = []
  const lines = app.printRoutes({ commonPrefix: false, method: undefined as never }).split('\n')
  const routes = lines.flatMap((line): readonly string[] => {
    const [, indent = '', path, methods = ''] = /^([\s│]*)[├└]── (\S*) \(([A-Z, ]+)\)/.exec(line) ?? []
    if (path === undefined) return []
    const depth = indent.length / 4
    above[depth] = `${depth > 0 ? above[depth - 1] : ''}${path}`
    return methods.split(', ').map((method) => `${method} ${above[depth]}`)
  })
  return routes.filter((route) => !route.startsWith('HEAD ')).sort()
}

/** Schemas of the document, each with the document's other schemas in reach. */
const validator = (schema: string) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'urn:palier:openapi', ...document })
  return ajv.compile({ $ref: `urn:palier:openapi#/components/schemas/${schema}` })
}

describe('the description of the interface', () => {
  it('has every route that is registered, and none that is not', () => {
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} /api${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(registered().length).toBeGreaterThan(4)
    expect(described.sort()).toEqual(registered())
  })

  it('is a valid OpenAPI 3.1 document', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const isValid = ajv.compile(JSON.parse(textOf('test/fixtures/openapi-3.1.schema.json')))
    expect(isValid(document) ? [] : isValid.errors).toEqual([])
    expect(isValid({ ...document, paths: { sync: {} } })).toBe(false)
  })

  it('leads every reference to something, and every schema can be used', () => {
    const text = JSON.stringify(document)
    const named = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name as string)
    expect(named.filter((name) => !(name in document.components.schemas))).toEqual([])
    expect(text).not.toContain('#/$defs/')
    for (const name of Object.keys(document.components.schemas)) expect(() => validator(name)).not.toThrow()
  })

  it('names each operation once, and every problem by its code', () => {
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    const examples = JSON.stringify(operations.map(({ responses }) => responses))
    const general = ['not-found']
    expect(httpProblems.filter((code) => !general.includes(code) && !examples.includes(`"code":"${code}"`))).toEqual([])
    expect((document.components.schemas['Problem'] as { properties: { code: { enum: unknown } } }).properties.code.enum).toEqual(
      httpProblems,
    )
  })

  it('is served, and its copy in docs/ is the same', async () => {
    const reply = await app.inject('/api/v1/openapi.json')
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    expect(reply.body).toBe(openApiText())
    expect(textOf('docs/openapi.json') === openApiText(), 'docs/openapi.json is out of date: npm run openapi').toBe(true)
  })

  it.each([
    ['/api/v1/health', 'Health', 200],
    ['/api/v1/ready', 'Ready', 200],
    ['/api/v1/directory', 'Directory', 200],
    ['/api/v1/none', 'Problem', 404],
  ])('says what %s answers', async (url, schema, status) => {
    const reply = await app.inject(url)
    const isValid = validator(schema)
    expect(reply.statusCode).toBe(status)
    expect(isValid(reply.json()) ? [] : isValid.errors).toEqual([])
    expect(isValid({ ...reply.json(), surplus: 1 })).toBe(false)
  })
})
