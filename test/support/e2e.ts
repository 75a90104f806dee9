import { afterAll, afterEach } from 'vitest'
import { onScreens } from './chromium.ts'

// What a test had on its screens when it failed: no wait that ran out tells why.
const tell = async (): Promise<void> => console.error(['on the screens:', ...(await onScreens())].join('\n'))

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await tell()
})

// What fails before the first test has no task.
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are asked for
afterAll(async ({}, file) => {
  if (file.result?.state === 'fail' && file.tasks.every(({ result }) => result?.state !== 'fail')) await tell()
})
