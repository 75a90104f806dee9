import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Lets no connection outlive its use once the server is about to close, so that closing waits for running requests alone. */
export const closeInOrder = (app: FastifyInstance, isStopping: () => boolean = () => false): void => {
  const open = new Set<Socket>()
  let isClosing = false
  app.server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing || isStopping()) reply.header('connection', 'close')
  })
  // Browsers open connections that they may never use; Node does not count one without a first request as idle.
  app.addHook('preClose', async () => {
    isClosing = true
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
  })
}
