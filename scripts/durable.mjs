// Tells the database what is safe beyond it: `npm run durable -- --heads`.
import { durable } from '../src/server/main/durable.ts'

process.exitCode = await durable(process.argv.slice(2), process.env)
