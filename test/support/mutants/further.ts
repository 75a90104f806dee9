import type { Mutant } from './mutant.ts'

/** Others that were made once, or nearly. */
export const further: readonly Mutant[] = [
  {
    name: 'confirm before send',
    board: 'memory',
    seed: 1,
    patches: [
      {
        file: 'src/client/sync/round.ts',
        from: '  const answer = send(',
        to: `  const gone = ready.operations.map(({ id, hash }) => ({ operation: id, hash, status: 'applied', stream: '', seq: 0, rev: 0, time: '' }))
  await replica.confirm(gone as never, { epoch: ready.session.epoch ?? '', signature: '' })
  const answer = send(`,
      },
    ],
  },
  {
    name: 'never confirm',
    board: 'memory',
    seed: 1,
    patches: [
      { file: 'src/client/sync/hear.ts', from: '    await replica.confirm(receipts, { epoch, signature, places })\n', to: '' },
      { file: 'src/client/sync/engine.ts', from: 'if (isQuiet && (await', to: 'if (isQuiet || (await' },
    ],
  },
  {
    name: 'cursor off by one',
    board: 'sqlite',
    seed: 1,
    patches: [
      {
        file: 'src/server/store/page.ts',
        from: 'const { seq: after, proof } = cursors[stream.id] ?? beginning',
        to: "const { seq, proof } = cursors[stream.id] ?? { seq: -1, proof: '' }\n    const after = seq + 1",
      },
    ],
  },
  {
    name: 'drop on crash',
    board: 'dexie',
    seed: 1,
    patches: [
      {
        file: 'src/client/storage/replica.ts',
        from: '() => markUnknown(database, operations)',
        to: 'async () => void (await unsent.filter(({ id }) => operations.includes(id)).delete())',
      },
    ],
  },
  {
    name: 'a session that is not written down before it is named',
    board: 'memory',
    seed: 9,
    patches: [{ file: 'src/client/sync/engine.ts', from: '  await replica.announce()\n', to: '' }],
  },
  {
    name: 'a new epoch not heeded',
    board: 'dexie',
    seed: 1,
    patches: [{ file: 'src/client/storage/greet.ts', from: 'if (epoch) await sendAgain(database)', to: '' }],
  },
  {
    name: 'no witness of what was taken',
    board: 'memory',
    seed: 34,
    patches: [
      {
        file: 'src/client/sync/round.ts',
        from: 'nonce, witness, cursors, report',
        to: 'nonce, cursors, report',
      },
    ],
  },
  {
    name: 'refused work stays shown',
    board: 'dexie',
    seed: 1,
    patches: [
      {
        file: 'src/client/storage/confirm.ts',
        from: 'await showAgain(database, misshown, { epoch: lifeName(epoch, lifeIn(life)), isToCome })',
        to: 'new Set()',
      },
    ],
  },
  {
    name: 'a reply counts whatever its nonce',
    board: 'memory',
    seed: 16,
    patches: [{ file: 'src/client/sync/hear.ts', from: 'if (said.nonce !== nonce || ', to: 'if (' }],
  },
  {
    name: 'an amendment signed as what the row then holds',
    board: 'memory',
    seed: 5,
    patches: [
      {
        file: 'src/core/protocol/versions.ts',
        from: "standing.length === 0 && operation.kind === 'seal'",
        to: 'standing.length === 0',
      },
      {
        file: 'src/core/protocol/versions.ts',
        from: 'const fields = unseen(work, operation)',
        to: "const fields = operation.kind === 'seal' ? unseen(work, operation) : []",
      },
    ],
  },
  {
    name: 'what is stuck is never tried again',
    board: 'memory',
    seed: 52,
    patches: [{ file: 'src/client/sync/pace.ts', from: 'if (exchanges % again === 0) stuck.clear()', to: '' }],
  },
  {
    name: 'work that a courier had brought before shown twice',
    board: 'dexie',
    seed: 6,
    patches: [
      {
        file: 'src/client/storage/show-again.ts',
        from: 'seq > (cursors[stream]?.seq ?? Number.POSITIVE_INFINITY) &&',
        to: 'stream in cursors &&',
      },
    ],
  },
  {
    name: 'a row of its own making kept, in a stream that the device does not hear of',
    board: 'dexie',
    seed: 1,
    patches: [
      {
        file: 'src/client/storage/show-again.ts',
        from: 'seq > (cursors[stream]?.seq ?? Number.POSITIVE_INFINITY) &&',
        to: 'seq > (cursors[stream]?.seq ?? 0) &&',
      },
    ],
  },
  {
    name: 'own work decides where a row is at home',
    board: 'dexie',
    seed: 1,
    patches: [
      {
        file: 'src/client/storage/stored-row.ts',
        from: 'stream: server?.stream ?? row.homes?.[0] ?? row.stream',
        to: 'stream: row.stream',
      },
    ],
  },
  {
    name: 'marks of another epoch than the reply told',
    board: 'memory',
    seed: 2001300,
    patches: [{ file: 'src/server/http/answer.ts', from: 'if (page.epoch !== epoch) return', to: '' }],
  },
]
