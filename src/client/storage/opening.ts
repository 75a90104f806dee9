import type { Database } from './database.ts'

/** How long a database may take to open before a person is told, in milliseconds. A slow tablet needs two seconds. */
const patience = 12_000

/** Thrown where the database neither opened nor failed: a full disk or another window can do that. */
export class SlowOpening extends Error {
  override readonly name = 'SlowOpening'
}

/** Opens the database, or says within twelve seconds that it does not. */
export const openInTime = async (database: Database, wait = patience): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SlowOpening(`${wait} ms`)), wait)
  })
  try {
    await Promise.race([database.open(), late])
  } finally {
    clearTimeout(timer)
  }
}
