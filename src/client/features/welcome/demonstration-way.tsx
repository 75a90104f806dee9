import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useLive } from '../../app/context.tsx'
import { administrations } from '../../app/read.ts'
import { useSession } from '../../app/session.ts'
import { join } from '../../app/start.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { startAgain } from './start-again.ts'
import type { Directory } from './use-directory.ts'
import { Way } from './way.tsx'

type Props = { readonly found: Directory }

/** The demonstration in one tap: joined where the server holds one, planted on this device where it does not. */
export const DemonstrationWay = ({ found }: Props) => {
  const { t } = useTranslation('welcome')
  const app = useApp()
  const session = useSession((held) => held.session)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const here = useLive(async ({ database }) => (await administrations(database)).some(({ demonstration }) => demonstration))
  const held = found.state === 'known' ? found.entries.find((entry) => entry.demonstration) : undefined

  const open = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    const done = held ? await join(app, held) : await plant()
    if (done.ok) return startAgain(session ? '/accounts/ready' : '/who')
    setBusy(false)
    setProblem(done.problem.problem)
  }
  // The demonstration is a chapter of its own: whoever does not open it does not load it.
  const plant = async () => (await import('../../app/demonstration.ts')).plantDemonstration(app)

  // A second one beside the first would only be mistaken for it.
  if (here) return null
  return (
    <Way icon="eye" title={t('demonstration.title')} text={t('demonstration.text')}>
      {held && <p>{t('demonstration.held')}</p>}
      <Button kind="primary" iconAfter="arrow-right" busy={busy && t('demonstration.planting')} onClick={() => void open()}>
        {t('demonstration.name')}
      </Button>
      {problem && <Notice tone="danger" live title={t([`problem.${problem}`, 'problem.unforeseen'])} />}
    </Way>
  )
}
