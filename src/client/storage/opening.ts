import type Dexie from 'dexie'

/** How long a database may take to open before a person is told, in milliseconds. A slow tablet needs two seconds. */
const patience = 12_000

/** Thrown where the database neither opened nor failed: a full disk or another window can do that. */
export class SlowOpening extends Error {
  override readonly name = 'SlowOpening'
  /** When it opens after all. */
  readonly opened: Promise<unknown>

  constructor(message: string, opened: Promise<unknown>) {
    super(message)
    this.opened = opened
  }
}

/** Opens the database, or says within twelve seconds that it does not. */
export const openInTime = async (database: Dexie, wait = patience): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const opening = Promise.resolve(database.open())
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SlowOpening(`${wait} ms`, opening)), wait)
  })
  try {
    await Promise.race([opening, late])
  } finally {
    clearTimeout(timer)
  }
}
