import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendProblem } from './problem.ts'

/** Serves the built app, and its one page for every address within it. */
export const addStaticFiles = async (app: FastifyInstance, dist: string | undefined): Promise<void> => {
  const isBuilt = dist !== undefined && existsSync(join(dist, 'index.html'))
  if (isBuilt)
    await app.register(fastifyStatic, {
      root: dist,
      preCompressed: true,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (reply, path) => reply.header('cache-control', cachingOf(relative(dist, path))),
    })
  app.setNotFoundHandler((request, reply) =>
    isBuilt && isPage(request) ? reply.sendFile('index.html') : sendProblem(reply, 'not-found'),
  )
}

/** What carries a hash in its name never changes; all else is asked for again, and answered 304 while it is the same. */
const cachingOf = (path: string): string => (/^assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')

/**
 * An address within the app, such as `/campaigns/7`. Never an asset, a file or the interface: a page where a script was
 * asked for would be cached as that script and break the app for good.
 */
const isPage = ({ method, url, headers }: FastifyRequest): boolean => {
  const path = url.split('?', 1)[0] ?? ''
  const isOther = /^\/(api|assets)(\/|$)/.test(path)
  const looksLikeFile = /\.[A-Za-z0-9]+$/.test(path)
  return (method === 'GET' || method === 'HEAD') && !isOther && !looksLikeFile && (headers.accept ?? '').includes('text/html')
}
