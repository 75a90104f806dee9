// Erases what has been kept for as long as the administration said: `npm run purge -- [--dry-run]`.
import { purge } from '../src/server/main/purge.ts'

process.exitCode = await purge(process.argv.slice(2), process.env)
