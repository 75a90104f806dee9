import { useEffect, useState } from 'react'
import type { LockPort, Tries } from '../../app/entry.ts'

/** The tries of one profile, told about once a second while this screen is watched. */
export const useTries = (port: LockPort, profile: string): Tries | null => {
  const [tries, setTries] = useState<Tries | null>(null)
  useEffect(() => port.watchTries(profile, setTries), [port, profile])
  return tries
}
