import 'fake-indexeddb/auto'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// However slow the machine: a test fails for what does not come, not for when it comes.
configure({ asyncUtilTimeout: 8000 })

afterEach(cleanup)
