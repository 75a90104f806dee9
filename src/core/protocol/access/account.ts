import * as z from 'zod/mini'
import type { AccountId, AdministrationId, DeviceId, PersonId, TabletId, UnitId } from '../../domain/id.ts'
import { id } from '../message/words.ts'
import { accountName } from './words.ts'

export const accountRoles = ['administrator', 'champion', 'hr-director', 'supervisor', 'assessor', 'officer'] as const
export type AccountRole = (typeof accountRoles)[number]

/** Who may sign in, and as what. The account's roles are what counts; a person's are reference data. */
export type Account = {
  readonly id: AccountId
  /** Null until the first administrator has made one. */
  readonly administration: AdministrationId | null
  readonly person: PersonId | null
  readonly name: string
  readonly roles: readonly AccountRole[]
  /** The roots of what a supervisor or a director sees; empty where the role says it. */
  readonly units: readonly UnitId[]
  readonly state: 'active' | 'disabled'
  /** The passphrase was made by somebody else: until it is changed, nothing else may be done. */
  readonly mustChange: boolean
}

export const roles = z.array(z.enum(accountRoles)).check(z.minLength(1), z.maxLength(accountRoles.length))
export const units = z.array(id).check(z.maxLength(200))
export const accountState = z.enum(['active', 'disabled'])

/** What it lets through is an account: its ids are told apart from there on. */
export const accountSchema = z.strictObject({
  id,
  administration: z.nullable(id),
  person: z.nullable(id),
  name: accountName,
  roles,
  units,
  state: accountState,
  mustChange: z.boolean(),
}) as unknown as z.ZodMiniType<Account>

/** What a request may do. There is none where the server has no accounts. */
export type Access = Pick<Account, 'administration' | 'person' | 'roles' | 'units'> & {
  readonly account: AccountId
  readonly tablet: TabletId
  readonly device: DeviceId
  /** The tablet was revoked: its work is still heard, and goes to quarantine. */
  readonly revoked: boolean
}

export const hasRole = ({ roles }: Pick<Access, 'roles'>, ...wanted: readonly AccountRole[]): boolean =>
  wanted.some((role) => roles.includes(role))
