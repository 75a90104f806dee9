// What is judged: every parameter of every route, each with a value that is right, so that a tool begins from an answer and no refusal.
import { shapes } from '../../src/server/http/interface.ts'
import { seeded } from '../../test/support/random.ts'
import { sampleOf } from '../../test/support/samples.ts'

/** Ends what it is asked in, or needs a body that a tool cannot make: these are asked by way of the relay, or not at all. */
const apart = new Set(['sync', 'courier', 'signOut', 'erased'])

const words = { stream: 'north', hash: 'A'.repeat(43), beginning: 'as-1', id: 'a-1', after: '0' }

/** `{ name, address, body, parameters }`: how sqlmap is told of it, with a star where the value of a path stands. */
export const targets = (url) =>
  shapes
    .filter(({ name }) => !apart.has(name))
    .flatMap((shape) => {
      const inPath = [...shape.path.matchAll(/:(\w+)/g)].map(([, name]) => name)
      const asked = Object.keys(shape.parameters ?? {}).filter((name) => !inPath.includes(name))
      const body = shape.takes?.type === 'application/json' ? sampleOf(shape.takes.schema, seeded(1)) : undefined
      const parameters = [...inPath, ...asked, ...Object.keys(body ?? {})]
      if (parameters.length === 0) return []
      const path = shape.path.replace(/:(\w+)/g, (_, name) => `${words[name] ?? 'x'}*`)
      const query = asked.length > 0 ? `?${asked.map((name) => `${name}=${words[name] ?? 'x'}`).join('&')}` : ''
      return [{ name: shape.name, method: shape.method, address: `${url}/api${path}${query}`, body, parameters }]
    })

/** Every GET of the interface as an address that a crawler may begin from. */
export const readable = (url) =>
  shapes
    .filter(({ method }) => method === 'GET')
    .map(({ path, parameters = {} }) => {
      const asked = Object.keys(parameters).filter((name) => !path.includes(`:${name}`))
      const query = asked.length > 0 ? `?${asked.map((name) => `${name}=${words[name] ?? 'x'}`).join('&')}` : ''
      return `${url}/api${path.replace(/:(\w+)/g, (_, name) => words[name] ?? 'x')}${query}`
    })
