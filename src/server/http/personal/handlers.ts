import { erasureSchema } from '../../../core/protocol/personal.ts'
import type { Signer } from '../../../core/protocol/ports.ts'
import type { Gate } from '../../access/gate.ts'
import { erasure, ownFile, register } from '../../personal/personal-deeds.ts'
import { accessOf, type Handler, plain, taking } from '../access/deeds.ts'
import type { PersonalRouteName } from './interface.ts'

export const personalHandlers = (gate: Gate | undefined, signer: Signer): { readonly [name in PersonalRouteName]: Handler } => {
  const parts = gate?.accounts
  const erase = erasure(signer)
  return {
    ownFile: plain(parts, (known, asked) => ownFile(known, accessOf(asked))),
    register: plain(parts, (known, asked) => register(known, accessOf(asked))),
    erasures: taking(parts, erasureSchema, (known, asked, form) => erase(known, accessOf(asked), form)),
  }
}
