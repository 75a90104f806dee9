import type { Database } from './database.ts'

/*
 * Streams whose rows were all told in one life of the server and of one part: nothing older is left of those, and so nothing has to
 * be looked for at every contact.
 */

/** Where it lies among single facts. */
export const alikeKey = 'told-alike'

export type ToldAlike = { readonly [stream: string]: string }

export const alikeIn = (entry: { readonly value: unknown } | undefined): ToldAlike => (entry?.value ?? {}) as ToldAlike

/** A life of the server, and a part of the stream. */
export const asOf = (epoch: string, part: number): string => `${epoch}/${part}`

type Coming = {
  readonly came: readonly string[]
  /** Those of them of which there are no rows yet. */
  readonly empty: readonly string[]
  readonly asOfNow: (stream: string) => string
}

/** As rows that come now leave it: into a stream without any they come alike, into one whose rows were told otherwise they do not. */
export const alikeWith = (known: ToldAlike, { came, empty, asOfNow }: Coming): ToldAlike => {
  const mixed = new Set(came.filter((stream) => known[stream] !== asOfNow(stream)))
  return {
    ...Object.fromEntries(Object.entries(known).filter(([stream]) => !mixed.has(stream))),
    ...Object.fromEntries(empty.map((stream) => [stream, asOfNow(stream)])),
  }
}

/** Asked before rows are put in their places, of streams of which nothing is known. */
export const emptyAmong = async ({ rows }: Database, streams: readonly string[]): Promise<readonly string[]> => {
  const counts = await Promise.all(streams.map((stream) => rows.where('stream').equals(stream).count()))
  return streams.filter((_, at) => counts[at] === 0)
}
