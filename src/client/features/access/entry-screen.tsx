import { useEffect, useState } from 'react'
import type { Arrival, Entry } from '../../app/entry.ts'
import { EnrolForm } from './enrol-form.tsx'
import { FirstForm } from './first-form.tsx'
import { InitialsForm } from './initials-form.tsx'
import { entryLink } from './link.ts'
import { NewPassphraseForm } from './new-passphrase-form.tsx'
import { NoAdministrator } from './no-administrator.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useLinks } from './use-links.ts'

type Props = {
  readonly entry: Entry
  /** This tablet has its credential. */
  readonly enrolled: boolean
  /** Nobody administers this server yet: only the one-time link leads in. */
  readonly fresh?: boolean | undefined
  /** There are profiles on this tablet to go back to. */
  readonly back?: (() => void) | undefined
}

type Step =
  | { readonly at: 'first'; readonly token: string }
  | { readonly at: 'nobody' }
  | { readonly at: 'enrol'; readonly code: string }
  | { readonly at: 'sign-in'; readonly joined?: string | undefined }
  | { readonly at: 'passphrase'; readonly arrival: Arrival }
  | { readonly at: 'initials'; readonly arrival: Arrival }

/** The way from an unknown device to an open profile, one question a screen. */
export const EntryScreen = ({ entry, enrolled, fresh = false, back }: Props) => {
  const [step, setStep] = useState<Step>(() => firstStep(enrolled, fresh))
  useEffect(() => {
    // What the link held is here now: it stays neither in the address nor in the history.
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search)
  }, [])
  useLinks()

  const arrived = (arrival: Arrival): void =>
    setStep(arrival.account.mustChange ? { at: 'passphrase', arrival } : { at: 'initials', arrival })

  switch (step.at) {
    case 'first':
      return <FirstForm entry={entry} token={step.token} arrived={arrived} />
    case 'nobody':
      return <NoAdministrator goOn={() => setStep({ at: 'enrol', code: '' })} />
    case 'enrol':
      return <EnrolForm entry={entry} code={step.code} joined={(joined) => setStep({ at: 'sign-in', joined })} />
    case 'sign-in':
      return <SignInForm entry={entry} joined={step.joined} arrived={arrived} back={back} />
    case 'passphrase':
      return (
        <NewPassphraseForm entry={entry} arrival={step.arrival} changed={(arrival) => setStep({ at: 'initials', arrival })} />
      )
    case 'initials':
      return <InitialsForm entry={entry} arrival={step.arrival} />
  }
}

const firstStep = (enrolled: boolean, fresh: boolean): Step => {
  if (enrolled) return { at: 'sign-in' }
  const link = entryLink(location.hash)
  if (link.first) return { at: 'first', token: link.first }
  if (link.enrol) return { at: 'enrol', code: link.enrol }
  return fresh ? { at: 'nobody' } : { at: 'enrol', code: '' }
}
