import { create } from 'zustand'
import type { Damaged } from '../storage/mend.ts'

/** Items of the open profile that do not open, and are left out of lists for it. */
export const useDamaged = create<{ readonly items: readonly Damaged[] }>()(() => ({ items: [] }))
