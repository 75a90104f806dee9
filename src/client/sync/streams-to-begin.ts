import type { StreamId } from '../../core/domain/id.ts'
import type { Replica } from '../../core/protocol/ports.ts'

/**
 * Streams of which nothing has come yet, and of which a snapshot might: all at their beginning but those known to be `plain`,
 * which ordinary exchanges serve. An exchange is not to ask for them meanwhile.
 */
export const streamsToBegin = async (
  replica: Pick<Replica, 'cursors'>,
  plain: ReadonlySet<StreamId>,
): Promise<readonly StreamId[]> =>
  Object.entries(await replica.cursors()).flatMap(([name, { seq }]) => {
    const stream = name as StreamId
    return seq === 0 && !plain.has(stream) ? [stream] : []
  })

/** The device's storage as an exchange is to see it meanwhile. */
export const withoutBeginnings = (replica: Replica, plain: ReadonlySet<StreamId>): Replica => ({
  ...replica,
  cursors: async () => {
    const hidden = new Set<string>(await streamsToBegin(replica, plain))
    return Object.fromEntries(Object.entries(await replica.cursors()).filter(([stream]) => !hidden.has(stream)))
  },
})
