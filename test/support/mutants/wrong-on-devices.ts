import type { Mutant } from './mutant.ts'

/** Wrong ways of a device's own storage, which is what the games that are to catch them are played with. */
export const wrongOnDevices: readonly Mutant[] = [
  {
    name: 'scope loss purges unsynced work',
    board: 'dexie',
    seed: 5,
    patches: [
      {
        file: 'src/client/storage/greet.ts',
        from: "await database.rows.where('stream').anyOf(gone).delete()",
        to: `await database.unsent.filter(({ text }) => gone.some((stream) => text.includes(stream))).delete()
    await database.rows.where('stream').anyOf(gone).delete()`,
      },
    ],
  },
  {
    name: 'operations forgotten at receipt instead of at the durable mark',
    board: 'dexie',
    seed: 1,
    patches: [{ file: 'src/client/storage/confirm.ts', from: 'hold(database, epoch, held)', to: 'undefined' }],
  },
  {
    name: '`leave` removes a row that already moved here',
    board: 'dexie',
    seed: 1,
    patches: [{ file: 'src/client/storage/take.ts', from: 'return stays ? stored : undefined', to: 'return undefined' }],
  },
  {
    name: "conflict base taken from the row's revision",
    board: 'dexie',
    seed: 1,
    patches: [
      {
        file: 'src/client/storage/plan.ts',
        from: 'own.get(`${entity}/${field}`) ?? inView(draft, field, stored)',
        to: '(stored && field in stored.row.writers ? `rev.${stored.row.rev}` : null) as OperationId | null',
      },
      {
        file: 'src/core/protocol/fields.ts',
        from: '(writer === undefined || writer === saw || sees(writer))',
        to: '(writer === undefined || saw === `rev.${(draft as never as Row).rev}`)',
      },
      {
        file: 'src/core/protocol/fields.ts',
        from: '    fields: { ...row.fields },',
        to: '    rev: row.rev,\n    fields: { ...row.fields },',
      },
    ],
  },
  {
    name: "conflict base taken from the author's own last operation",
    board: 'dexie',
    seed: 1,
    patches: [
      {
        file: 'src/client/storage/plan.ts',
        from: '  const saw = (field: string): OperationId | null => own.get(',
        to: `  if (making.lsn === 1) lastOf.delete(making.device)
  const last = lastOf.get(making.device) ?? new Map<string, OperationId>()
  lastOf.set(making.device, last)
  const before = (field: string) => [last.get(\`\${entity}/\${field}\`)].find((id) => id !== draft.id)
  const saw = (field: string): OperationId | null => before(field) ?? own.get(`,
      },
      {
        file: 'src/client/storage/plan.ts',
        from: '  const { resolves, follows, seen: _, ...rest } = draft',
        to: `  for (const field of Object.keys(set)) last.set(\`\${entity}/\${field}\`, draft.id)
  const { resolves, follows, seen: _, ...rest } = draft`,
      },
      {
        file: 'src/client/storage/plan.ts',
        from: 'type Own = ReadonlyMap<string, OperationId>',
        to: 'type Own = ReadonlyMap<string, OperationId>\nconst lastOf = new Map<string, Map<string, OperationId>>()',
      },
    ],
  },
  {
    name: 'rows of an old epoch compared by revision',
    board: 'dexie',
    seed: 2,
    patches: [
      {
        file: 'src/client/storage/take.ts',
        from: 'stored?.server?.epoch === epoch ? stored.server : undefined',
        to: 'stored?.server ?? undefined',
      },
    ],
  },
]
