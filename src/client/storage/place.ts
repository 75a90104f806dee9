import Dexie from 'dexie'

/** Says under which name a database lies beside its ordinary place; nothing where it lies in that. */
const mark = 'palier.place'

type Buckets = {
  readonly open: (name: string) => Promise<{ readonly indexedDB: IDBFactory }>
  readonly keys: () => Promise<readonly string[]>
}
type Marks = Pick<Storage, 'getItem' | 'setItem'>

const buckets = (): Buckets | undefined => (navigator as Navigator & { readonly storageBuckets?: Buckets }).storageBuckets

/** Of the whole tablet, or of one profile’s own database: what the second moved to is no place for the first. */
type Whose = 'palier' | 'palier-own'

/**
 * A browser whose database files are damaged in some ways neither opens nor deletes them, for good. Newer ones keep databases
 * in several places, each with files of its own: work goes on in another, and the damaged files stay as they are. Undefined
 * where there is no other.
 */
export const moveBeside = async (marks: Marks, whose: Whose = 'palier'): Promise<IDBFactory | undefined> => {
  const name = `${whose}-${Number(/\d+$/.exec(marks.getItem(mark) ?? '')?.[0] ?? 1) + 1}`
  try {
    const place = await placeNamed(name)
    if (place) marks.setItem(mark, name)
    return place
  } catch {
    return undefined
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

/** Where a database was moved to; undefined, and nothing is waited for, where it lies in its ordinary place. */
export const placeOf = async (marks: Pick<Marks, 'getItem'>): Promise<IDBFactory | undefined> => {
  const name = marks.getItem(mark)
  return name ? placeNamed(name) : undefined
}

/** Called before any database is opened: all of this page’s lie where the tablet’s mark says. */
export const settle = async (marks: Marks): Promise<void> => {
  const place = await placeOf(marks)
  if (place) Dexie.dependencies.indexedDB = place
}

const placeNamed = async (name: string): Promise<IDBFactory | undefined> => (await buckets()?.open(name))?.indexedDB
