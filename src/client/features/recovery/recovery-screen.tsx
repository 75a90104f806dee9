import { useMemo } from 'react'
import { type RecoveryParts, recoveryOf } from '../../app/recovery.ts'
import { RecoveryPage } from './recovery-page.tsx'

/** The way back, on what this device has. Afterwards the app starts anew, so that nothing of before stays in memory. */
export const RecoveryScreen = ({ loss, journal, database, storage, reopening }: RecoveryParts) => {
  const recovery = useMemo(
    () => recoveryOf({ loss, journal, database, ...(storage && { storage }), ...(reopening && { reopening }) }),
    [loss, journal, database, storage, reopening],
  )
  return <RecoveryPage recovery={recovery} goOn={() => location.assign('/')} />
}
