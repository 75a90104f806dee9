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

type Coming = { readonly came: readonly string[]; readonly asOfNow: (stream: string) => string }

/**
 * As rows that come now leave it. Into a stream of which there are none yet they come alike; into one whose rows were told
 * otherwise they do not. Asked before they are put in their places.
 */
export const alikeWith = async ({ rows }: Database, known: ToldAlike, { came, asOfNow }: Coming): Promise<ToldAlike> => {
  const after: Record<string, string> = { ...known }
  for (const stream of came)
    if (known[stream] === undefined) {
      if ((await rows.where('stream').equals(stream).count()) === 0) after[stream] = asOfNow(stream)
    } else if (known[stream] !== asOfNow(stream)) delete after[stream]
  return after
}
