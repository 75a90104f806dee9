/** As much of PouchDB's interface as its page uses; the package brings no types. */
declare module 'pouchdb-browser' {
  type Saved = { readonly ok: true; readonly id: string; readonly rev: string }
  type Replicated = { readonly ok: boolean; readonly docs_written: number; readonly errors: readonly unknown[] }
  class PouchDB {
    constructor(name: string)
    put(document: object): Promise<Saved>
    bulkDocs(documents: readonly object[]): Promise<readonly Saved[]>
    info(): Promise<{ readonly doc_count: number }>
    readonly replicate: { to(remote: string): Promise<Replicated>; from(remote: string): Promise<Replicated> }
  }
  export default PouchDB
}
