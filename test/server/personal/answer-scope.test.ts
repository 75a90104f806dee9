import { describe, expect, it } from 'vitest'
import type { PersonId, StreamId } from '../../../src/core/domain/id.ts'
import type { Access, AccountRole } from '../../../src/core/protocol/access/account.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { forbiddenTo } from '../../../src/server/store/scope/may-write.ts'
import { operation, row } from '../../support/operations.ts'

const access = (roles: readonly AccountRole[], units: readonly string[] = []): Access => ({
  account: 'acc' as never,
  administration: 'adm' as never,
  person: 'p-me' as never,
  roles,
  units: units as never,
  tablet: 't' as never,
  device: 'd' as never,
  revoked: false,
})

const rows: readonly Row[] = [
  row({ kind: 'unit', id: 'site', stream: 'adm' as StreamId, fields: {} }),
  row({ kind: 'campaign', id: 'c', stream: 'site' as StreamId, fields: { assessors: ['p-me'] } }),
  row({ kind: 'assignment', id: 'as', stream: 'site' as StreamId, fields: { officer: 'p-officer', unit: 'u-1', campaign: 'c' } }),
]

const isAllowed = (who: Access, part: Partial<Operation>, units: readonly string[] = []): boolean => {
  const made = operation({ stream: 'site' as StreamId, author: 'p-me' as PersonId, ...part })
  const forbids = forbiddenTo({ access: who, administration: 'adm', units })
  return forbids(made, (kind, id) => rows.find((one) => one.kind === kind && one.id === id)) === undefined
}

const answer = {
  kind: 'seal',
  entity: { kind: 'acknowledgement', id: 'as.expert.answer.1' },
  set: { campaign: 'c', assessment: 'as.expert', answer: { outcome: 'upheld' } },
} as const
const contest = {
  kind: 'seal',
  entity: { kind: 'acknowledgement', id: 'as.expert.contest.1' },
  author: 'p-officer' as PersonId,
  set: { campaign: 'c', assessment: 'as.expert', contest: { motive: 'level' } },
} as const
const amend = {
  kind: 'amend',
  entity: { kind: 'assessment', id: 'as.expert' },
  set: { campaign: 'c', assignment: 'as' },
} as const

describe('a contest and its answer', () => {
  it('is said by the officer, on an assessor’s tablet too', () => {
    expect(isAllowed(access(['assessor']), contest)).toBe(true)
    expect(isAllowed(access(['assessor']), { ...contest, author: 'p-somebody' as PersonId })).toBe(false)
  })

  it('is answered and corrected by the directorate, within its units', () => {
    for (const part of [answer, amend]) {
      expect(isAllowed(access(['hr-director']), part)).toBe(true)
      expect(isAllowed(access(['hr-director'], ['u-1']), part, ['u-1'])).toBe(true)
      expect(isAllowed(access(['hr-director'], ['u-2']), part, ['u-2'])).toBe(false)
    }
  })

  it('is answered by nobody else, whatever else they may write about the officer', () => {
    for (const role of ['assessor', 'supervisor', 'officer', 'champion', 'administrator'] as const)
      expect(isAllowed(access([role]), answer, ['u-1'])).toBe(false)
  })
})
