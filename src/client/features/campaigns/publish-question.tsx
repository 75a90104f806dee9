import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign, PlannedAssignment } from '../../../core/domain/campaign.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { textIn } from '../../../core/domain/text.ts'
import { publishCampaign } from '../../app/campaigns.ts'
import { useApp } from '../../app/context.tsx'
import { announce } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './campaigns.module.css'

type Props = {
  readonly open: boolean
  readonly onClose: () => void
  readonly campaign: Campaign
  readonly planned: readonly PlannedAssignment[]
  readonly pack: Pack
}

/** The one question of the builder, since publishing cannot be taken back: what will be frozen, in counts. */
export const PublishQuestion = ({ open, onClose, campaign, planned, pack }: Props) => {
  const { t, i18n } = useTranslation('campaigns')
  const app = useApp()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const requirements = planned.reduce((sum, { jobDescription }) => sum + jobDescription.requirements.length, 0)
  const assessors = new Set(planned.flatMap((assignment) => assignment.assessors)).size

  const publish = async (): Promise<void> => {
    setBusy(true)
    const done = await publishCampaign(app, campaign)
    setBusy(false)
    if (done.ok) announce(t('publish.done'))
    else setProblem(done.problem.problem)
  }

  return (
    <Sheet
      open={open}
      onClose={onClose}
      shape="window"
      title={t('publish.title', { name: campaign.name })}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('publish.cancel')}
          </Button>
          <Button kind="primary" icon="lock" busy={busy} onClick={() => void publish()}>
            {t('publish.confirm')}
          </Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <ul>
          <li>{t('publish.officers', { count: planned.length })}</li>
          <li>{t('publish.assessors', { count: assessors })}</li>
          <li>{t('publish.requirements', { count: requirements })}</li>
        </ul>
        <p>{t('publish.frozen', { name: textIn(pack.name, i18n.language), version: pack.version })}</p>
        {problem && <Notice tone="danger" live title={t([`problem.${problem}`, 'problem.unforeseen'])} />}
      </div>
    </Sheet>
  )
}
