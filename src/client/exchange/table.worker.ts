import { type TableRequest, tableOf } from './table-of.ts'

// A defect is reported as an error of this thread: only that reaches the page.
addEventListener('message', ({ data }: MessageEvent<TableRequest>) => tableOf(data).then(postMessage, reportError))
