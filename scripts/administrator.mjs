// Prints a one-time link that makes an administrator: `npm run administrator -- [id] [--further]`.
import { administrator } from '../src/server/main/administrator.ts'

process.exitCode = await administrator(process.argv.slice(2), process.env)
