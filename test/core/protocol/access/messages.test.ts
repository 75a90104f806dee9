import { describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { accountRoles, accountSchema, hasRole } from '../../../../src/core/protocol/access/account.ts'
import {
  accountChangeSchema,
  accountReplySchema,
  accountsSchema,
  demonstrationReplySchema,
  demonstrationSchema,
  newAccountReplySchema,
  newAccountSchema,
  resetReplySchema,
} from '../../../../src/core/protocol/access/accounts.ts'
import { auditActions, auditHeadSchema, auditPageSchema } from '../../../../src/core/protocol/access/audit.ts'
import {
  enrolmentReplySchema,
  enrolmentSchema,
  enrolReplySchema,
  enrolSchema,
} from '../../../../src/core/protocol/access/enrol.ts'
import { codeAlphabet, codeLife, enrolmentCode, shownCode } from '../../../../src/core/protocol/access/enrolment-code.ts'
import { firstReplySchema, firstSchema } from '../../../../src/core/protocol/access/first.ts'
import { greetingSchema, sealingClaim } from '../../../../src/core/protocol/access/greeting.ts'
import { passphraseProblem } from '../../../../src/core/protocol/access/passphrase-rules.ts'
import { accessProblems } from '../../../../src/core/protocol/access/problem.ts'
import {
  doneSchema,
  meSchema,
  newPassphraseSchema,
  signInReplySchema,
  signInSchema,
} from '../../../../src/core/protocol/access/sign-in.ts'
import { storageStates, tabletsSchema } from '../../../../src/core/protocol/access/tablets.ts'

const token = 'a'.repeat(43)
const point = 'B'.repeat(87)
const passphrase = 'trois chats gris sur le quai'
const tablet = { name: 'Tablette 4', app: '0.1.0' }
const account = {
  id: 'account-1',
  administration: 'adm',
  person: null,
  name: 'awa.diarra',
  roles: ['assessor'],
  units: [],
  state: 'active',
  mustChange: false,
}
const contact = {
  account: 'awa.diarra',
  device: 'device-1',
  last: '2026-11-22T09:00:00.000Z',
  app: '0.1.0',
  protocol: 3,
  unsent: 0,
  storage: storageStates[0],
  offset: -120,
}

/** One example of every message. */
const examples: readonly (readonly [string, z.ZodMiniType, { readonly [key: string]: unknown }])[] = [
  ['account', accountSchema, account],
  [
    'greeting',
    greetingSchema,
    { mode: 'accounts', fresh: true, keys: { signing: point, sealing: point, certificate: 'c'.repeat(86) } },
  ],
  ['first', firstSchema, { token, name: 'chef', passphrase, tablet }],
  ['first reply', firstReplySchema, { tablet: { id: 'tablet-1', token } }],
  ['enrol', enrolSchema, { code: 'ABCD-EFGH', tablet }],
  ['enrol reply', enrolReplySchema, { tablet: { id: 'tablet-1', name: 'Tablette 4', token }, administration: null }],
  ['enrolment', enrolmentSchema, { name: 'Tablette 4' }],
  ['enrolment reply', enrolmentReplySchema, { code: 'ABCD-EFGH', expires: '2026-11-22T09:15:00.000Z' }],
  ['sign-in', signInSchema, { name: 'awa.diarra', passphrase, device: 'device-1', key: point }],
  ['sign-in reply', signInReplySchema, { token, account, offlineDays: 45 }],
  ['me', meSchema, { account, offlineDays: 45 }],
  ['passphrase', newPassphraseSchema, { old: passphrase, next: `${passphrase} gris` }],
  ['done', doneSchema, { done: true }],
  ['accounts', accountsSchema, { accounts: [account] }],
  ['new account', newAccountSchema, { name: 'awa.diarra', person: 'p-1', roles: ['assessor'], units: ['u-1'] }],
  ['new account reply', newAccountReplySchema, { account, passphrase }],
  ['account change', accountChangeSchema, { state: 'disabled' }],
  ['account reply', accountReplySchema, { account }],
  ['reset reply', resetReplySchema, { passphrase }],
  ['demonstration', demonstrationSchema, { accounts: [{ name: 'awa.diarra', person: 'p-1', roles: ['assessor'], units: [] }] }],
  ['demonstration reply', demonstrationReplySchema, { accounts: [{ account, passphrase }] }],
  [
    'tablets',
    tabletsSchema,
    { tablets: [{ id: 't-1', name: 'Tablette 4', enrolled: contact.last, state: 'active', contacts: [contact] }] },
  ],
  [
    'audit page',
    auditPageSchema,
    {
      entries: [
        {
          seq: 1,
          time: contact.last,
          administration: null,
          account: null,
          tablet: 't-1',
          action: auditActions[0],
          objects: [],
          hash: token,
        },
      ],
      more: false,
    },
  ],
  ['audit head', auditHeadSchema, { seq: 1, hash: token }],
]

describe('a message about accounts and tablets', () => {
  it.each(examples)('%s is read as it is, and refused with a key that nobody knows', (_, schema, example) => {
    expect(schema.safeParse(example)).toMatchObject({ success: true, data: example })
    expect(schema.safeParse({ ...example, surplus: 1 }).success).toBe(false)
  })

  it('refuses a name, a passphrase or a token that cannot be one', () => {
    const wrong = [
      { name: 'Awa' },
      { name: 'ab' },
      { name: 'a b c' },
      { passphrase: '' },
      { passphrase: 'x'.repeat(201) },
      { key: 'short' },
    ]
    const right = { name: 'awa.diarra', passphrase, device: 'device-1', key: point }
    for (const part of wrong) expect(signInSchema.safeParse({ ...right, ...part }).success).toBe(false)
    expect(firstSchema.safeParse({ token: `${token}=`, name: 'chef', passphrase, tablet }).success).toBe(false)
    expect(enrolSchema.safeParse({ code: 'ABCD-EFGH', tablet: { ...tablet, name: 'a\u202eb' } }).success).toBe(false)
    expect(accountSchema.safeParse({ ...account, roles: [] }).success).toBe(false)
  })

  it('refuses a tablet that tells of itself what no database can hold', () => {
    const told = { ...tablet, app: '0.1.\0' }
    expect(enrolSchema.safeParse({ code: 'ABCD-EFGH', tablet: told }).success).toBe(false)
    expect(firstSchema.safeParse({ token, name: 'chef', passphrase, tablet: told }).success).toBe(false)
  })

  it('has a code of its own for every problem, and a claim that no other signature is made of', () => {
    expect(new Set(accessProblems).size).toBe(accessProblems.length)
    expect(sealingClaim(point)).toBe(`palier-sealing\n${point}`)
  })
})

describe('an enrolment code', () => {
  it('is read however it was typed', () => {
    expect(['abcd-efgh', ' ABCD EFGH ', 'ABCDEFGH'].map(enrolmentCode)).toEqual(['ABCDEFGH', 'ABCDEFGH', 'ABCDEFGH'])
    expect(enrolmentCode('oil0-1234')).toBe('01101234')
    expect(['', 'ABCD-EFG', 'ABCD-EFGU', 'ABCD-EFGHJ', 'ÀBCD-EFGH'].map(enrolmentCode)).toEqual(Array(5).fill(undefined))
  })

  it('is shown in two groups, and every character that is drawn can be read', () => {
    for (const letter of codeAlphabet) expect(enrolmentCode(shownCode(letter.repeat(8)))).toBe(letter.repeat(8))
    expect([codeAlphabet.length, codeLife]).toEqual([32, 15])
  })
})

describe('a passphrase', () => {
  const problem = (passphrase: string): string | undefined => passphraseProblem(passphrase, 'awa.diarra')

  it('is long, is not the name, and is nothing that everybody thinks of first', () => {
    expect(['onze lettre', 'x'.repeat(11)].map(problem)).toEqual(['passphrase-short', 'passphrase-short'])
    expect(['awa.diarra2026', 'Awa-Diarra-awa', 'AWA.DIARRA!!!!'].map(problem)).toEqual(Array(3).fill('passphrase-name'))
    const common = [
      'motdepasse2026',
      'Password12345!',
      'azertyuiopqs',
      '123456789012',
      'abcabcabcabc',
      'aaaaaaaaaaaa',
      'abcdefghijkl',
      'Douanes2026Douanes',
    ]
    expect(common.map((one) => [one, problem(one)])).toEqual(common.map((one) => [one, 'passphrase-common']))
  })

  it('may be any long sentence', () => {
    const fine = [
      passphrase,
      'palier bateau lune verte',
      'kf83-9dm2-xq7w-zzt1',
      'ŋɔn ka taa sugu la bi',
      '我们今天去市场买很多水果',
    ]
    expect(fine.map((one) => [one, problem(one)])).toEqual(fine.map((one) => [one, undefined]))
  })
})

describe('an account', () => {
  it('has roles, of which one is enough', () => {
    const decoded = accountSchema.parse(account)
    expect([hasRole(decoded, 'champion', 'assessor'), hasRole(decoded, 'administrator'), accountRoles.length]).toEqual([
      true,
      false,
      6,
    ])
  })
})
