import { useEffect, useState } from 'react'
import { useApp } from '../../app/context.tsx'
import { onlyInJournal } from '../../app/export-work.ts'
import { useSaving } from '../../app/saving.ts'

/** How many pieces of work the journal alone holds: looked for after a write that the database did not take. */
export const useOnlyInJournal = (): number => {
  const app = useApp()
  const failure = useSaving((saving) => saving.failure)
  const [count, setCount] = useState(0)
  useEffect(() => {
    if (failure?.inJournal) void onlyInJournal(app).then(setCount)
    else setCount(0)
  }, [app, failure])
  return count
}
