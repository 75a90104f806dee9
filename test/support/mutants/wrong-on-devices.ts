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
        from: 'own.get(`${entity}/${field}`) ?? stored?.row.writers[field] ?? null',
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
        from: '  if (disputed.length === 0) return new Map()',
        to: `  const own = lastOf.get(device) ?? new Map<string, OperationId>()
  lastOf.set(device, own)
  const last = new Map<string, OperationId>()
  for (const { id, entity, set } of drafts)
    for (const field of Object.keys(set)) {
      const key = \`\${keyOf(entity.kind, entity.id)}/\${field}\`
      const before = own.get(key)
      if (before && before !== id) last.set(key, before)
      own.set(key, id)
    }
  if (disputed.length >= 0) return last`,
      },
      {
        file: 'src/client/storage/plan.ts',
        from: 'await ownInConflict(bare, drafts, rows)',
        to: 'await ownInConflict(bare, drafts, rows, device)',
      },
      {
        file: 'src/client/storage/plan.ts',
        from: 'rows: ReadonlyMap<string, StoredRow>): Promise<Own> => {',
        to: 'rows: ReadonlyMap<string, StoredRow>, device: string): Promise<Own> => {',
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
