import type { Mutant } from './mutant.ts'

/** Wrong ways of the merge, of the exchange and of the server. */
export const wrongBetween: readonly Mutant[] = [
  {
    name: 'no deduplication',
    board: 'memory',
    seed: 1,
    patches: [
      {
        file: 'src/server/store/decide.ts',
        from: 'return takenNow ?? takenBefore ?? accept(sent, operation)',
        to: 'return accept(sent, operation)',
      },
    ],
  },
  {
    // A database shows no `seq` before its commit where it is taken last; here the memory log shows it a little earlier than the rows.
    name: 'seq taken before commit',
    board: 'memory',
    seed: 3,
    patches: [
      {
        file: 'test/support/memory-server-log.ts',
        from: `      for (const { row, seq } of result.rows) shelf.rows.set(rowKey(row.kind, row.id), { row, seq })
      shelf.heads = new Map(result.heads)`,
        to: `      shelf.heads = new Map(result.heads)
      for (let tick = 0; tick < 80; tick += 1) await undefined
      for (const { row, seq } of result.rows) shelf.rows.set(rowKey(row.kind, row.id), { row, seq })`,
      },
    ],
  },
  {
    name: 'cursor saved although the page was cut',
    board: 'memory',
    seed: 1,
    patches: [
      {
        file: 'src/server/http/answer.ts',
        from: '[...changes, ...marks].map(replyLineText)',
        to: '[...marks, ...changes].map(replyLineText)',
      },
      {
        file: 'src/client/sync/hear.ts',
        from: `      } else pages.change(line)`,
        to: `      } else await take({ changes: [line], marks: [] })`,
      },
    ],
  },
  {
    name: 'a cut body applied or acknowledged whole',
    board: 'memory',
    seed: 1,
    patches: [
      {
        file: 'src/core/protocol/request.ts',
        from: "if (!found.success || !end.success || lines.at(-1) !== '' || lines.length < 3)",
        to: `if (found.success && !end.success) return { ok: true, value: { head: found.data, lines: lines.slice(1) } }
  if (!found.success || !end.success)`,
      },
    ],
  },
  {
    name: 'winner by device clock',
    board: 'memory',
    seed: 1,
    patches: [
      {
        file: 'src/core/protocol/fields.ts',
        from: '  const standing = here[0]?.standing ??',
        to: `  if (operation.wall > ((writer && written(writer)?.wall) ?? '')) {
    fields[field] = value
    writers[field] = operation.id
  }
  if (writer !== undefined) return
  const standing = here[0]?.standing ??`,
      },
    ],
  },
  {
    name: 'server wins and the loser is dropped',
    board: 'memory',
    seed: 1,
    patches: [
      {
        file: 'src/core/protocol/fields.ts',
        from: '  const standing = here[0]?.standing ??',
        to: `  if (writer !== undefined) return
  const standing = here[0]?.standing ??`,
      },
    ],
  },
  {
    name: "a portal's 200 counts",
    board: 'memory',
    seed: 1,
    patches: [
      {
        file: 'src/client/sync/round.ts',
        from: '  const heard = await hear(exchange, {',
        to: `  const taken = operations.map(({ id, hash }) => ({ operation: id, hash, status: 'applied', stream: '', seq: 0, rev: 0, time: '' }))
  await replica.confirm(taken as never, { epoch: session.epoch ?? '', signature: '' })
  const heard = await hear(exchange, {`,
      },
    ],
  },
  {
    name: 'restore not noticed',
    board: 'sqlite',
    seed: 1,
    patches: [{ file: 'src/server/store/meet.ts', from: "return 'restored'", to: 'proven[stream] = cursor' }],
  },
  {
    name: 'sealed versions merged by field',
    board: 'memory',
    seed: 11,
    patches: [
      {
        file: 'src/core/protocol/versions.ts',
        from: "return { ok: true, status: 'conflict', row: appended(row, operation, operation.set) }",
        to: `return {
      ok: true,
      status: 'merged',
      row: {
        ...row,
        rev: row.rev + 1,
        versions: row.versions.map((version) => ({ ...version, content: { ...version.content, ...operation.set } })),
      },
    }`,
      },
    ],
  },
  {
    name: 'deduplication by (device, counter) with a cloned device',
    board: 'memory',
    seed: 1,
    patches: [
      {
        file: 'src/server/store/decide.ts',
        from: 'const takenBefore = past.accepted(operation.id)',
        to: 'const takenBefore = past.accepted(`${operation.device}/${operation.lsn}`)',
      },
      {
        file: 'src/server/store/decide.ts',
        from: "if (hash !== undefined && hash !== sent.hash) return refuse(sent, { problem: 'id-reused' })",
        to: 'if (hash === null) throw new Error()',
      },
      {
        file: 'test/support/memory-server-log.ts',
        from: 'shelf.accepted.set(operation.id, { hash: sent.hash, receipt, operation })',
        to: `shelf.accepted.set(operation.id, { hash: sent.hash, receipt, operation })
        counted.set(shelf, (counted.get(shelf) ?? new Map()).set(\`\${operation.device}/\${operation.lsn}\`, operation.id))`,
      },
      {
        file: 'test/support/memory-server-log.ts',
        from: 'accepted: (id: string) => shelf.accepted.get(id),',
        to: 'accepted: (id: string) => shelf.accepted.get(counted.get(shelf)?.get(id) ?? id),',
      },
      { file: 'test/support/memory-server-log.ts', from: 'let epochs = 0', to: 'const counted = new WeakMap()\nlet epochs = 0' },
    ],
  },
]
