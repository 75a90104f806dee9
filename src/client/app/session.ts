import { create } from 'zustand'
import type { OpenSession } from '../vault/lock-port.ts'

export type { OpenSession } from '../vault/lock-port.ts'

/** The open profile of an enrolled tablet; null where there are no accounts. Dies with the tab, or when it locks. */
export const useSession = create<{ readonly session: OpenSession | null }>()(() => ({ session: null }))
