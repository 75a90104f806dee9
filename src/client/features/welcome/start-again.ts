import { startAt } from '../../app/restart.ts'

/** Loads the app anew at an address: after a change of person nothing of the former one stays in memory. */
export const startAgain = (path: string): void => startAt(path)
