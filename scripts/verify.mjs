// Says whether everything stored is as it was written: `npm run verify -- [file]`.
import { verify } from '../src/server/main/verify.ts'

process.exitCode = await verify(process.argv.slice(2), process.env)
