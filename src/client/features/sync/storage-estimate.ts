import { useEffect, useState } from 'react'

/** What the browser says of its own storage, in whole megabytes; `room` is absent where it does not tell. */
export type StorageState = {
  readonly kept: boolean
  readonly room: { readonly used: number; readonly quota: number } | undefined
}

const megabyte = 1024 * 1024

export const useStorage = (): StorageState | null => {
  const [state, setState] = useState<StorageState | null>(null)
  useEffect(() => {
    let left = false
    void askStorage().then((found) => {
      if (!left) setState(found)
    })
    return () => {
      left = true
    }
  }, [])
  return state
}

const askStorage = async (): Promise<StorageState> => {
  const { storage } = navigator
  const kept = (await storage?.persisted?.()) ?? false
  const { usage, quota } = (await storage?.estimate?.()) ?? {}
  const told = usage !== undefined && quota !== undefined
  return { kept, room: told ? { used: Math.ceil(usage / megabyte), quota: Math.floor(quota / megabyte) } : undefined }
}
