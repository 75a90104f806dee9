// Copies the embedded database while the server runs: `npm run backup -- [file]`.
import { backup } from '../src/server/main/backup.ts'

process.exitCode = await backup(process.argv.slice(2), process.env)
