import { useCallback, useState } from 'react'
import type { AuditWanted } from '../../../../core/protocol/access/audit.ts'
import { type Actors, auditFound } from '../../../app/audit.ts'
import type { Staff } from '../account-staff.ts'
import { AnswerGate } from '../answer-gate.tsx'
import { useAnswer } from '../use-answer.ts'
import { Screenful } from './screenful.tsx'

type Props = { readonly wanted: AuditWanted; readonly actors: Actors; readonly staff: Staff }

/** What fits, a screenful at a time: one is asked for when somebody goes there, and the one before it is let go. */
export const JournalEntries = ({ wanted, actors, staff }: Props) => {
  const [trail, setTrail] = useState<readonly number[]>([])
  const before = trail.at(-1)
  const turns = {
    older: (last: number) => setTrail([...trail, last]),
    newer: trail.length > 0 ? () => setTrail(trail.slice(0, -1)) : undefined,
  }
  return <OneScreen key={before} wanted={{ ...wanted, before }} actors={actors} staff={staff} turns={turns} />
}

type OneProps = Props & { readonly turns: Pick<Parameters<typeof Screenful>[0], 'older' | 'newer'> }

const OneScreen = ({ wanted, actors, staff, turns }: OneProps) => {
  const [read, setRead] = useState(0)
  const asked = JSON.stringify(wanted)
  const question = useCallback(async () => {
    const found = await auditFound(JSON.parse(asked))
    if (found.ok) setRead(Date.now())
    return found
  }, [asked])
  const { answer, ask } = useAnswer(question)
  return (
    <AnswerGate answer={answer} ask={ask}>
      {(found) => (
        <Screenful
          found={found}
          read={read}
          actors={actors}
          staff={staff}
          again={ask}
          isTurned={wanted.before !== undefined}
          {...turns}
        />
      )}
    </AnswerGate>
  )
}
