import { type TableRequest, tableOf } from './table-of.ts'

addEventListener('message', ({ data }: MessageEvent<TableRequest>) => postMessage(tableOf(data)))
