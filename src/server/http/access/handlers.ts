import { err, ok } from '../../../core/domain/result.ts'
import { accountChangeSchema, demonstrationSchema, newAccountSchema } from '../../../core/protocol/access/accounts.ts'
import { auditWantedSchema } from '../../../core/protocol/access/audit.ts'
import { enrolmentSchema, enrolSchema } from '../../../core/protocol/access/enrol.ts'
import { exportNotesSchema } from '../../../core/protocol/access/export-note.ts'
import { firstSchema } from '../../../core/protocol/access/first.ts'
import { newPassphraseSchema, signInSchema } from '../../../core/protocol/access/sign-in.ts'
import { addAccount, changeAccount, listAccounts, resetAccount } from '../../access/accounts.ts'
import { demonstrationAccounts } from '../../access/demonstration.ts'
import { enrol, makeEnrolment } from '../../access/enrol.ts'
import { exported } from '../../access/exports.ts'
import { first } from '../../access/first.ts'
import type { Gate } from '../../access/gate.ts'
import { endSessionOn, listSessions } from '../../access/own-sessions.ts'
import { changePassphrase } from '../../access/passphrase.ts'
import { auditFound, auditPage, me } from '../../access/reading.ts'
import { signIn } from '../../access/sign-in.ts'
import { erasedDevice, listTablets, revokeTablet, signOut, tabletBehind } from '../../access/tablets.ts'
import { sendProblem } from '../problem.ts'
import { isOwnAddress } from '../proxies.ts'
import { accessOf, type Handler, plain, sessionOf, taking } from './deeds.ts'
import type { AccessRouteName } from './interface.ts'

/** Without a gate, as in a server that is only its log, nobody is told how to get in. */
export const accessHandlers = (gate: Gate | undefined): { readonly [name in AccessRouteName]: Handler } => {
  const parts = gate?.accounts
  return {
    access: async (_request, reply) => (gate ? gate.greeting() : sendProblem(reply, 'not-found')),
    first: taking(parts, firstSchema, (parts, { address }, form) => first(parts, address, form)),
    enrol: taking(parts, enrolSchema, (parts, { address }, form) => enrol(parts, address, form)),
    signIn: taking(parts, signInSchema, async (parts, { address, caller }, asked) => {
      const tablet = caller && (await tabletBehind(parts, caller))
      return tablet
        ? signIn(parts, { tablet, address: isOwnAddress(address) ? undefined : address, asked })
        : err({ problem: 'sign-in' })
    }),
    signOut: plain(parts, (parts, asked) => signOut(parts, accessOf(asked), sessionOf(asked).session)),
    erased: plain(parts, (parts, asked) => erasedDevice(parts, accessOf(asked), sessionOf(asked).session)),
    passphrase: taking(parts, newPassphraseSchema, (parts, asked, form) => changePassphrase(parts, accessOf(asked), form)),
    me: plain(parts, (parts, asked) => me(parts, accessOf(asked))),
    sessions: plain(parts, async (parts, asked) => ok(await listSessions(parts, accessOf(asked)))),
    endSession: plain(parts, (parts, asked) => endSessionOn(parts, accessOf(asked), asked.params.id)),
    accounts: plain(parts, async (parts, asked) => ok(await listAccounts(parts, accessOf(asked)))),
    newAccount: taking(parts, newAccountSchema, (parts, asked, form) => addAccount(parts, accessOf(asked), form)),
    changeAccount: taking(parts, accountChangeSchema, (parts, asked, form) =>
      changeAccount(parts, accessOf(asked), asked.params.id, form),
    ),
    resetAccount: plain(parts, (parts, asked) => resetAccount(parts, accessOf(asked), asked.params.id)),
    demonstrationAccounts: taking(parts, demonstrationSchema, (parts, asked, form) =>
      demonstrationAccounts(parts, accessOf(asked), form),
    ),
    newEnrolment: taking(parts, enrolmentSchema, (parts, asked, form) => makeEnrolment(parts, accessOf(asked), form)),
    tablets: plain(parts, async (parts, asked) => ok(await listTablets(parts, accessOf(asked)))),
    revokeTablet: plain(parts, (parts, asked) => revokeTablet(parts, accessOf(asked), asked.params.id)),
    audit: audited(parts),
    auditNewest: taking(parts, auditWantedSchema, (parts, asked, form) => auditFound(parts, accessOf(asked), form)),
    exports: taking(parts, exportNotesSchema, (parts, asked, form) => exported(parts, accessOf(asked), form)),
  }
}

const audited = (parts: Gate['accounts']): Handler => {
  const page = plain(parts, (parts, asked) => auditPage(parts, accessOf(asked), Number(asked.query['after'])))
  return async (request, reply) => {
    const { after } = request.query as { readonly after?: unknown }
    return /^\d{1,15}$/.test(String(after)) ? page(request, reply) : sendProblem(reply, 'unreadable')
  }
}
