import type { Asked, Opening } from './calls.ts'
import { openLog } from './log.ts'
import { opfsDisk } from './opfs-disk.ts'
import { sealOf } from './seal.ts'
import { serveLog } from './serve.ts'

const clock = (): number => performance.timeOrigin + performance.now()

addEventListener(
  'message',
  ({ data: { folder, sealing } }: MessageEvent<Opening>) => {
    const serve = serveLog(
      async () => openLog(await opfsDisk(folder), clock, sealing && sealOf(sealing)),
      (answer) => postMessage(answer),
    )
    addEventListener('message', ({ data }: MessageEvent<Asked>) => serve(data))
  },
  { once: true },
)
