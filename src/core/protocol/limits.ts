/** Raised whenever a message changes its shape: a test demands it. */
export const protocolVersion = 3

/** The versions in whose words the server answers. Operations of any version are read for ever. */
export const servedVersions: readonly number[] = [1, 2, 3]

export const limits = {
  /** Operations in one request. */
  operations: 500,
  /** Streams that one request asks for. */
  streams: 1000,
  /** Bytes of one request body, uncompressed. */
  bytes: 4 * 1024 * 1024,
  /** Nesting of JSON in one operation. */
  depth: 22,
  /** Changes between two marks of a reply, and roughly their bytes. */
  page: 250,
  pageBytes: 128 * 1024,
  /** Roughly the bytes of one reply; after that the device asks again. */
  replyBytes: 4 * 1024 * 1024,
} as const
