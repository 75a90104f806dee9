import type { Json } from '../../../../core/protocol/json.ts'
import { canonical } from '../../../../core/protocol/json.ts'
import type { WorkConflict } from '../../../app/conflicts.ts'
import type { Signature } from '../../../app/signatures.ts'
import type { SignedDispute } from '../../../app/signed-dispute.ts'

/** What is chosen for one part: one of the answers by its key, or another one, as far as it is given. */
export type Picked = { readonly key: string } | { readonly another: Json | undefined }

export type Picks = { readonly [field: string]: Picked }

const pickedValue = ({ standing, others }: WorkConflict, picked: Picked | undefined): Json | undefined => {
  if (!picked) return undefined
  if ('another' in picked) return picked.another === '' ? null : picked.another
  return [standing, ...others].find(({ value }) => canonical(value) === picked.key)?.value
}

/** The parts that have their choice, by field. */
export const chosenIn = ({ fields }: SignedDispute, picks: Picks): ReadonlyMap<string, Json> =>
  new Map(
    fields.flatMap((conflict): [string, Json][] => {
      const value = pickedValue(conflict, picks[conflict.field])
      return value === undefined ? [] : [[conflict.field, conflict.field === 'summary' ? (value ?? '') : value]]
    }),
  )

/** Every part as one signer signed it. */
export const allOf = ({ fields }: SignedDispute, { operation }: Pick<Signature, 'operation'>): Picks =>
  Object.fromEntries(
    fields.map(({ field, standing, others }) => {
      const given = others.find((other) => other.operation === operation) ?? standing
      return [field, { key: canonical(given.value) }]
    }),
  )
