import type { EntityName } from '../../../core/protocol/erased.ts'

type Named = { readonly kind: string; readonly id: string }

export const keyOf = ({ kind, id }: Named): string => `${kind}/${id}`

export const isIn = (names: readonly EntityName[], one: Named): boolean =>
  names.some(({ kind, id }) => kind === one.kind && id === one.id)
