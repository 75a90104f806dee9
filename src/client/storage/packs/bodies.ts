import type { Database, PackBody } from '../tables.ts'
import { type Opened, openedBody } from './pack.ts'

/*
 * The packs that were opened last, by their ids. A body never changes, so what was read once is right for as long as a head
 * names it, whichever tab wrote that.
 */

const most = 8

const memories = new WeakMap<Database, Map<string, Opened>>()

const memoryOf = (database: Database): Map<string, Opened> => {
  const known = memories.get(database) ?? new Map<string, Opened>()
  memories.set(database, known)
  return known
}

export const bodyInMemory = (database: Database, id: string): Opened | undefined => {
  const memory = memoryOf(database)
  const found = memory.get(id)
  if (found) {
    memory.delete(id)
    memory.set(id, found)
  }
  return found
}

export const rememberBody = (database: Database, body: PackBody): Opened => {
  const memory = memoryOf(database)
  const opened = openedBody(body)
  memory.set(body.id, opened)
  for (const id of [...memory.keys()].slice(0, -most)) memory.delete(id)
  return opened
}

/** Called when the profile is closed: nothing that was opened stays. */
export const forgetBodies = (database: Database): void => void memories.delete(database)
