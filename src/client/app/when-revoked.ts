import { useContact } from './contact.ts'

/**
 * Calls each time that headquarters, having all work of this profile, wants it erased: the last look may have found more of it. Not
 * again while that goes on. Answers with how to stop.
 */
export const whenRevoked = (deed: () => Promise<void>): (() => void) => {
  let isAtIt = false
  return useContact.subscribe(({ problem }, before) => {
    if (isAtIt || problem?.problem !== 'revoked' || problem === before.problem) return
    isAtIt = true
    void deed().finally(() => {
      isAtIt = false
    })
  })
}
