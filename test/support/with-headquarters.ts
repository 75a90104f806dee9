import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Enrolled, enrolled, type Headquarters, openHeadquarters } from './courier-server.ts'
import { scratchFolder } from './server-process.ts'

/** For all tests of a file: a server's store with a courier in a folder of its own, and a device on which somebody signed in. */
export const withHeadquarters = (tell: (found: { readonly hq: Headquarters; readonly tablet: Enrolled }) => void): void => {
  const folder = scratchFolder()
  let hq: Headquarters | undefined
  beforeAll(async () => {
    hq = await openHeadquarters(join(folder.path, 'palier.db'))
    tell({ hq, tablet: await enrolled(hq.db) })
  })
  afterAll(async () => {
    await hq?.log.close()
    folder.remove()
  })
}
