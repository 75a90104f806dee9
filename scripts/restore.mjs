// Brings the embedded database back from a copy: `npm run restore -- file`.
import { restore } from '../src/server/main/restore.ts'

process.exitCode = await restore(process.argv.slice(2), process.env)
