import Dexie from 'dexie'

/*
 * Chromium appends every write to a log. Killed between the two halves of an entry, it leaves the first half at the end of that.
 * The next start reads up to there and appends behind it; the start after that finds an entry that is none, takes the whole log
 * for damaged, and begins an empty database: everything is gone that was written well. When a database is deleted, Chromium writes
 * the log into a table and begins another one. So one that holds nothing is made and deleted after each opening: nothing stands
 * behind half an entry for longer than that takes. Other browsers lose nothing by it.
 */

const name = 'palier-new-log'

/** The start belongs to the person; in milliseconds. */
const afterTheFirstScreen = 1_000

const due = new WeakSet<IDBFactory>()

/** Has the browser begin a new log, in the place where the database lies, once after each time that it is opened. */
export const beginNewLogs = (database: Dexie, place?: IDBFactory): void =>
  database.on(
    'ready',
    () => {
      const factory = place ?? (Dexie.dependencies.indexedDB as IDBFactory | undefined)
      if (!factory || due.has(factory)) return
      due.add(factory)
      setTimeout(() => {
        due.delete(factory)
        void beginNewLog(factory)
      }, afterTheFirstScreen)
    },
    true,
  )

/** Answers once the empty database is deleted, or could not be made: on a full disk there is nothing to be done, and nothing is lost. */
export const beginNewLog = (factory: IDBFactory): Promise<void> =>
  new Promise((resolve) => {
    const ended = (): void => resolve()
    const opening = factory.open(name)
    opening.onerror = ended
    opening.onsuccess = () => {
      opening.result.close()
      const deleting = factory.deleteDatabase(name)
      deleting.onsuccess = ended
      deleting.onerror = ended
    }
  })
