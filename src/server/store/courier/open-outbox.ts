import * as z from 'zod/mini'
import { err, ok, type Result } from '../../../core/domain/result.ts'
import { openBox } from '../../../core/protocol/courier/box.ts'
import { unwrapContentKey } from '../../../core/protocol/courier/content-key.ts'
import { type CourierHead, headClaim } from '../../../core/protocol/courier/head.ts'
import { keyIdOf } from '../../../core/protocol/courier/key-id.ts'
import { type CarriedBox, type FoundPart, readOutboxFile } from '../../../core/protocol/courier/outbox-file.ts'
import type { CourierProblem } from '../../../core/protocol/courier/problem.ts'
import { lineOf } from '../../../core/protocol/envelope.ts'
import { limits } from '../../../core/protocol/limits.ts'
import { hash, id, signature } from '../../../core/protocol/message/words.ts'
import type { Opener } from '../access/sealing.ts'
import { isSignedBy } from '../keys.ts'

/** The half of the sealing key that opens, and the point of the other. */
export type Sealing = { readonly point: string; readonly opener: Opener }

/** What one part of an outbox held. */
export type OpenedPart = {
  readonly about: CourierHead
  readonly contentKey: Uint8Array
  /** As a device would have sent them. */
  readonly lines: readonly string[]
  /** Boxes that do not open. */
  readonly damaged: number
}

/**
 * Opens an outbox: nothing of it, unless every head in it is sealed to this key, signed, and of one profile. A box that does not
 * open is counted, and keeps no other.
 */
export const openOutbox = async (text: string, sealing: Sealing): Promise<Result<readonly OpenedPart[], CourierProblem>> => {
  const found = readOutboxFile(text, limits.bytes)
  if (!found.ok) return found
  const parts: OpenedPart[] = []
  for (const part of found.value) {
    const opened = await openPart(part, sealing)
    if (!opened.ok) return opened
    parts.push(opened.value)
  }
  const profiles = new Set(parts.map(({ about }) => about.profile))
  return profiles.size === 1 ? ok(parts) : err({ problem: 'tampered' })
}

const openPart = async (part: FoundPart, { point, opener }: Sealing): Promise<Result<OpenedPart, CourierProblem>> => {
  const { about, head, signature: signed, boxes } = part
  if (about.kid !== keyIdOf(point)) return err({ problem: 'another-server' })
  if (!isSignedBy(about.key, headClaim(head), signed)) return err({ problem: 'tampered' })
  const contentKey = await unwrapContentKey(about, point, async (theirs) => agreed(opener, theirs))
  if (!contentKey) return err({ problem: 'tampered' })
  const lines = boxes.flatMap((box) => lineIn(contentKey, about.file, box) ?? [])
  return ok({ about, contentKey, lines, damaged: boxes.length - lines.length })
}

/** Undefined for a point that is not on the curve. */
const agreed = (opener: Opener, point: string): Uint8Array | undefined => {
  try {
    return new Uint8Array(opener.agree(Buffer.from(point, 'base64url')))
  } catch {
    return undefined
  }
}

const recordSchema = z.object({ k: z.literal('op'), id, hash, text: z.string(), signature: z.optional(signature) })

const lineIn = (contentKey: Uint8Array, file: string, box: CarriedBox): string | undefined => {
  const text = openBox(contentKey, { file, index: box.index, id: box.id }, box.box)
  const record = text === undefined ? undefined : recordSchema.safeParse(parsed(text)).data
  return record?.id === box.id ? lineOf(record) : undefined
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
