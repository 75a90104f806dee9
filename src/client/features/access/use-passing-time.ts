import { useEffect, useState } from 'react'

/** The present, again and again while `until` lies ahead: what counts down is drawn each second, and then rests. */
export const usePassingTime = (until: number | null): number => {
  const [present, setPresent] = useState(() => Date.now())
  useEffect(() => {
    if (until === null) return
    setPresent(Date.now())
    const timer = setInterval(() => {
      setPresent(Date.now())
      if (Date.now() >= until) clearInterval(timer)
    }, 1_000)
    return () => clearInterval(timer)
  }, [until])
  return present
}

/** « 4:05 », from an hour on « 1:02:05 ». Never below nothing. */
export const clockText = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
