import { create } from 'zustand'
import type { DownloadProgress } from '../sync/download.ts'

/** How much of a first download is here; null while none is going on. Dies with the tab. */
export type DownloadState = {
  readonly progress: DownloadProgress | null
  readonly tell: (progress: DownloadProgress | null) => void
}

export const useDownload = create<DownloadState>()((set) => ({ progress: null, tell: (progress) => set({ progress }) }))
