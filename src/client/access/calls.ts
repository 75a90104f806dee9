import type * as z from 'zod/mini'
import { type EnrolReply, enrolReplySchema } from '../../core/protocol/access/enrol.ts'
import { type First, type FirstReply, firstReplySchema } from '../../core/protocol/access/first.ts'
import { type Greeting, greetingSchema } from '../../core/protocol/access/greeting.ts'
import { type OwnSessions, ownSessionsSchema } from '../../core/protocol/access/sessions.ts'
import { doneSchema, meSchema, type NewPassphrase, type SignIn, signInReplySchema } from '../../core/protocol/access/sign-in.ts'
import type { Ask, Asked } from './ask.ts'

type Session = z.output<typeof signInReplySchema>

/** How this server lets people in; asked before anybody is known. */
export const greeting = (ask: Ask): Asked<Greeting> => ask({ path: '/access', answer: greetingSchema })

/** Makes the first administrator, and makes this device the first tablet. */
export const first = (ask: Ask, body: First): Asked<FirstReply> => ask({ path: '/first', body, answer: firstReplySchema })

export const enrol = (ask: Ask, body: { readonly code: string; readonly tablet: First['tablet'] }): Asked<EnrolReply> =>
  ask({ path: '/enrol', body, answer: enrolReplySchema })

/** `tablet` is the tablet's own credential. */
export const signIn = (ask: Ask, tablet: string, body: SignIn): Asked<Session> =>
  ask({ path: '/sign-in', body, bearer: tablet, answer: signInReplySchema })

export const changePassphrase = (ask: Ask, session: string, body: NewPassphrase): Asked<{ readonly done: true }> =>
  ask({ path: '/passphrase', body, bearer: session, answer: doneSchema })

export const sessions = (ask: Ask, session: string): Asked<OwnSessions> =>
  ask({ path: '/sessions', bearer: session, answer: ownSessionsSchema })

export const endSession = (ask: Ask, session: string, device: string): Asked<{ readonly done: true }> =>
  ask({ path: `/sessions/${encodeURIComponent(device)}/end`, body: {}, bearer: session, answer: doneSchema })

export const me = (ask: Ask, session: string): Asked<z.output<typeof meSchema>> =>
  ask({ path: '/me', bearer: session, answer: meSchema })
