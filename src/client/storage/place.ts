import Dexie from 'dexie'

/** Says under which name the database lies beside its ordinary place; nothing where it lies in that. */
const mark = 'palier.place'

type Buckets = {
  readonly open: (name: string) => Promise<{ readonly indexedDB: IDBFactory }>
  readonly keys: () => Promise<readonly string[]>
}
type Marks = Pick<Storage, 'getItem' | 'setItem'>

const buckets = (): Buckets | undefined => (navigator as Navigator & { readonly storageBuckets?: Buckets }).storageBuckets

/**
 * A browser whose database files are damaged in some ways neither opens nor deletes them, for good. Newer ones keep databases
 * in several places, each with files of its own: work goes on in another, and the damaged files stay as they are.
 */
export const moveBeside = async (marks: Marks): Promise<boolean> => {
  const name = `palier-${Number(marks.getItem(mark)?.split('-')[1] ?? 1) + 1}`
  try {
    if (!(await settleIn(name))) return false
    marks.setItem(mark, name)
    return true
  } catch {
    return false
  }
}

/** Whether work went on in another place before, though the mark of it is lost: a browser writes that down when it finds the time. */
export const foundBeside = async (marks: Marks): Promise<boolean> => {
  const names =
    (await buckets()
      ?.keys()
      .catch(() => [])) ?? []
  const [last] = names.filter((name) => /^palier-\d+$/.test(name)).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  if (!last || marks.getItem(mark) === last) return false
  marks.setItem(mark, last)
  return true
}

/** Called before the database is opened. Waits for nothing where the database lies in its ordinary place. */
export const settle = async (marks: Marks): Promise<void> => {
  const name = marks.getItem(mark)
  if (name) await settleIn(name)
}

const settleIn = async (name: string): Promise<boolean> => {
  const bucket = await buckets()?.open(name)
  if (bucket) Dexie.dependencies.indexedDB = bucket.indexedDB
  return bucket !== undefined
}
