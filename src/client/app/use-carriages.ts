import { useLiveQuery } from 'dexie-react-hooks'
import { type Carriage, carriages } from './carried.ts'

/** What is carried for others, as it is now; undefined until it was looked for. */
export const useCarriages = (): readonly Carriage[] | undefined => useLiveQuery(async () => carriages())
