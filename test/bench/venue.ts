import type { ServerLog } from '../../src/core/protocol/ports.ts'
import { buildPages, type PeerName } from './pages.ts'
import { startPalierServer } from './palier-server.ts'
import { startPeerServer } from './peers/peer-server.ts'

/** Where the contenders meet: their pages, and a server on this machine for each. */
export const openVenue = async () => {
  const pages = await buildPages()
  const peers = await startPeerServer(pages.path)
  return {
    pages: pages.path,
    peers,
    /** Runs a turn at the address of a contender's page; Palier's own server is a new one each time, with an empty database. */
    at: async <Found>(name: PeerName, deed: (address: string, log?: ServerLog) => Promise<Found>): Promise<Found> => {
      if (name !== 'palier') return deed(`${peers.url}/${name}.html`)
      const server = await startPalierServer(pages.path)
      return deed(`${server.url}/palier.html`, server.log).finally(server.stop)
    },
    close: async (): Promise<void> => {
      await peers.stop()
      pages.remove()
    },
  }
}

export type Venue = Awaited<ReturnType<typeof openVenue>>
