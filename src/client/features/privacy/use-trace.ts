import { useEffect, useState } from 'react'
import type { OwnTrace } from '../../../core/exchange/own-file.ts'
import { ownTrace } from '../../app/own-trace.ts'

/** What headquarters wrote down of who read or changed the own file. It lies there alone, so it is asked for, never stored here. */
export type Trace =
  | { readonly state: 'asking' | 'offline' | 'open' }
  | { readonly state: 'here'; readonly trace: readonly OwnTrace[] }

export const useTrace = (isOwn: boolean): Trace => {
  const [trace, setTrace] = useState<Trace>({ state: 'asking' })
  useEffect(() => {
    let isGone = false
    void ownTrace(isOwn).then((found) => !isGone && setTrace(found))
    return () => {
      isGone = true
    }
  }, [isOwn])
  return trace
}
