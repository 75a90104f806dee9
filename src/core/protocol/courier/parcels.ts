import { courierLimits } from './limits.ts'
import { boxLine, type CarriedBox, type CarriedPart, headLine, writeOutboxFile } from './outbox-file.ts'

/** A file of its own, with the ids of what is in it. */
export type Parcel = { readonly text: string; readonly ids: readonly string[] }

/** The lines around head and boxes. */
const around = 160

/**
 * An outbox in files of a size that a weak line carries, each whole by itself and of one part, so that trouble with one part
 * keeps no other: whoever brings it needs no key to take it apart. One box at least goes into each, however large it is.
 */
export const parcelsOf = (parts: readonly CarriedPart[], bytes: number = courierLimits.parcel): readonly Parcel[] =>
  parts.flatMap(({ head, signature, boxes }) => {
    const room = bytes - around - headLine({ head, signature }).length
    return groupsOf(boxes, room).map((group) => ({
      text: writeOutboxFile([{ head, signature, boxes: group }]),
      ids: group.map(({ id }) => id),
    }))
  })

const groupsOf = (boxes: readonly CarriedBox[], room: number): readonly (readonly CarriedBox[])[] => {
  const groups: CarriedBox[][] = []
  let left = 0
  for (const box of boxes) {
    const size = boxLine(box).length + 1
    const last = groups.at(-1)
    if (last && size <= left && last.length < most) last.push(box)
    else {
      groups.push([box])
      left = room
    }
    left -= size
  }
  return groups
}

/** One request's worth of operations, so that the server takes them in one transaction. */
const most = 500
