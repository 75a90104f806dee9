import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessShapes } from '../../../src/server/http/access/interface.ts'
import { ask } from '../../support/access.ts'
import { type RunningServer, scratchFolder, startServer } from '../../support/server-process.ts'

const folder = scratchFolder()
let server: RunningServer
beforeAll(async () => {
  server = await startServer(folder.path)
})
afterAll(async () => {
  await server.stop()
  folder.remove()
})

describe('a server without accounts', () => {
  it('says so, prints no link, and asks for no credential', async () => {
    expect((await ask(server.url, '/v1/access')).body).toMatchObject({ mode: 'open', fresh: false })
    expect(server.said()).not.toContain('#first=')
    expect((await ask(server.url, '/v1/directory')).status).toBe(200)
  })

  it('answers every route of accounts with that there are none', async () => {
    for (const { name, method, path } of accessShapes.filter(({ name }) => name !== 'access')) {
      const address = `${path.replace(':id', 'x')}${name === 'audit' ? '?after=0' : ''}`
      const { status, body } = await ask(server.url, address, method === 'POST' ? { body: {} } : {})
      expect([name, status, body['code']]).toEqual([name, 404, 'no-accounts'])
    }
  })
})
