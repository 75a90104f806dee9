import type * as z from 'zod/mini'
import { ok } from '../../core/domain/result.ts'
import { admittedSchema, quarantineSchema } from '../../core/protocol/quarantine.ts'
import type { Ask, Asked } from './ask.ts'

/** Work that lies apart because of who sent it, oldest first, so much at a time: all of it, or what follows a piece. */
export const quarantine = (ask: Ask, bearer: string, after?: string): Asked<z.output<typeof quarantineSchema>> =>
  ask({ path: `/quarantine${after ? `?after=${encodeURIComponent(after)}` : ''}`, bearer, answer: quarantineSchema })

type Receipt = z.output<typeof admittedSchema>['receipt']

/** Takes one in. Asked again it gives the same receipt, so a broken line is no reason not to. */
export const admit = async (ask: Ask, bearer: string, id: string): Asked<Receipt> => {
  const admitted = await ask({ path: `/quarantine/${encodeURIComponent(id)}/admit`, body: {}, bearer, answer: admittedSchema })
  return admitted.ok ? ok(admitted.value.receipt) : admitted
}
