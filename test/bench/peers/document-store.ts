import { DatabaseSync } from 'node:sqlite'

/** A document as the peers' servers keep it: its text as it came, found by id, read in the order of arrival. */
export type StoredDocument = { readonly id: string; readonly rev: string; readonly seq: number; readonly body: string }

/**
 * Documents in one SQLite file, durable as Palier's own server is: WAL, synchronous=FULL. One insert a document by a prepared
 * statement, all of a request in one transaction.
 */
export const openDocumentStore = (path: string) => {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  database.exec('CREATE TABLE document (id TEXT PRIMARY KEY, rev TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE, body TEXT NOT NULL)')
  database.exec('CREATE TABLE note (id TEXT PRIMARY KEY, body TEXT NOT NULL)')
  const insert = database.prepare('INSERT OR REPLACE INTO document (id, rev, seq, body) VALUES (?, ?, ?, ?)')
  const one = database.prepare('SELECT id, rev, seq, body FROM document WHERE id = ?')
  const after = database.prepare('SELECT id, rev, seq, body FROM document WHERE seq > ? ORDER BY seq LIMIT ?')
  const putNote = database.prepare('INSERT OR REPLACE INTO note (id, body) VALUES (?, ?)')
  const note = database.prepare('SELECT body FROM note WHERE id = ?')
  let seq = 0
  return {
    inOne: (task: () => void): void => {
      database.exec('BEGIN IMMEDIATE')
      task()
      database.exec('COMMIT')
    },
    put: (id: string, rev: string, body: string): void => {
      seq += 1
      insert.run(id, rev, seq, body)
    },
    get: (id: string) => one.get(id) as StoredDocument | undefined,
    after: (seq: number, limit: number) => after.all(seq, limit) as unknown as readonly StoredDocument[],
    head: (): number => seq,
    putNote: (id: string, body: string): void => void putNote.run(id, body),
    note: (id: string): string | undefined => note.get(id)?.['body'] as string | undefined,
    close: (): void => database.close(),
  }
}

export type DocumentStore = ReturnType<typeof openDocumentStore>
