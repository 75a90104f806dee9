import { randomUUID } from 'node:crypto'
import { beginning } from '../../src/core/protocol/cursor.ts'
import { requestBody } from '../../src/core/protocol/request.ts'
import type { RouteName } from '../../src/server/http/interface.ts'
import { head } from './http-sync.ts'
import { streamsOf } from './two-administrations.ts'

/** Where a request points: to which administration, and to which of its offices. */
export type Target = { readonly administration: 'a' | 'b'; readonly office: 'north' | 'south' }
export type Kept = { readonly segments: readonly string[]; readonly quarantined: readonly string[] }
export type Request = { readonly url: string; readonly body?: object | string; readonly type?: string }

const at = (url: string, body?: object): readonly Request[] => [body ? { url, body } : { url }]
const noteAbout = (person: string) => ({
  id: randomUUID(),
  subject: 'own-file',
  way: 'json',
  at: '2026-11-22T09:00:00.000Z',
  about: [`person/${person}`],
})
const secret = { passphrase: 'trois chats gris sur le quai' }

/** What is asked of each route, about a target. A route without an entry here is a type error, and fails the test. */
export const requests: { readonly [name in RouteName]: (target: Target, kept: Kept) => readonly Request[] } = {
  sync: ({ administration }) => {
    const cursors = Object.fromEntries(streamsOf(administration).map((stream) => [stream, beginning]))
    return [{ url: '/v1/sync', body: requestBody(head({ cursors }), []), type: 'application/x-ndjson' }]
  },
  courier: () => [{ url: '/v1/courier', body: 'no outbox', type: 'application/octet-stream' }],
  directory: () => at('/v1/directory'),
  manifests: ({ administration }) => at(`/v1/segments?stream=${streamsOf(administration).join(',')}`),
  segment: (_, { segments }) => segments.map((hash) => ({ url: `/v1/segments/${hash}` })),
  rows: ({ administration: one, office }) => [
    ...at(`/v1/rows/${one}.site.${office}/${one}.assignment`),
    ...at(`/v1/rows/a.site.${office}/b.assignment`),
  ],
  quarantine: (_, { quarantined }) =>
    ['', ...quarantined.map((id) => `?after=${id}`)].map((one) => ({ url: `/v1/quarantine${one}` })),
  admit: (_, { quarantined }) => quarantined.map((id) => ({ url: `/v1/quarantine/${id}/admit`, body: {} })),
  health: () => at('/v1/health'),
  ready: () => at('/v1/ready'),
  openapi: () => at('/v1/openapi.json'),
  access: () => at('/v1/access'),
  first: () => at('/v1/first', { token: 'A'.repeat(43), name: 'quelqu-un', ...secret, tablet: { name: 'T', app: 'test' } }),
  enrol: () => at('/v1/enrol', { code: 'ABCDEFGH', tablet: { name: 'T', app: 'test' } }),
  // Without a form: a try of each would be braked, and is tried elsewhere.
  signIn: () => at('/v1/sign-in', {}),
  signOut: () => at('/v1/sign-out', {}),
  passphrase: () => at('/v1/passphrase', {}),
  me: () => at('/v1/me'),
  sessions: () => at('/v1/sessions'),
  endSession: () => at('/v1/sessions/tablet-1/end', {}),
  erased: () => at('/v1/erased', {}),
  accounts: () => at('/v1/accounts'),
  newAccount: ({ administration, office }) =>
    at('/v1/accounts', { name: 'x', person: `${administration}.person.officer.${office}`, roles: ['officer'], units: [] }),
  changeAccount: ({ administration }) =>
    at(`/v1/accounts/account-${administration}-officer`, { units: [`${administration}.office.south`] }),
  resetAccount: () => at('/v1/accounts/account-b-officer/reset', {}),
  demonstrationAccounts: () => at('/v1/demonstration-accounts', { accounts: [] }),
  newEnrolment: () => at('/v1/enrolments', {}),
  tablets: () => at('/v1/tablets'),
  revokeTablet: () => at('/v1/tablets/tablet-b/revoke', {}),
  audit: () => at('/v1/audit?after=0'),
  auditNewest: ({ administration }) => at('/v1/audit', { account: `account-${administration}-officer` }),
  exports: ({ administration, office }) =>
    at('/v1/exports', { notes: [noteAbout(`${administration}.person.officer.${office}`)] }),
  ownFile: ({ administration, office }) => at(`/v1/own-file?person=${administration}.person.officer.${office}`),
  register: () => at('/v1/register'),
  erasures: ({ office }) => at('/v1/erasures', { person: `b.person.officer.${office}` }),
}
