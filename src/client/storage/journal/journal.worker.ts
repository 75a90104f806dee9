import type { Asked, Opening } from './calls.ts'
import { openLog } from './log.ts'
import { opfsDisk } from './opfs-disk.ts'
import { serveLog } from './serve.ts'

const clock = (): number => performance.timeOrigin + performance.now()

addEventListener(
  'message',
  ({ data: { folder } }: MessageEvent<Opening>) => {
    const serve = serveLog(
      async () => openLog(await opfsDisk(folder), clock),
      (answer) => postMessage(answer),
    )
    addEventListener('message', ({ data }: MessageEvent<Asked>) => serve(data))
  },
  { once: true },
)
