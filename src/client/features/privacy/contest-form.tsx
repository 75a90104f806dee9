import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ContestMotive, contestMotives } from '../../../core/domain/contest.ts'
import { contest } from '../../app/contests.ts'
import { useApp } from '../../app/context.tsx'
import type { Grid } from '../../app/work.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import styles from './privacy.module.css'
import { useTold } from './use-told.ts'

type Props = { readonly grid: Grid; readonly done: () => void }

/** The officer's own words, recorded once and for all. */
export const ContestForm = ({ grid, done }: Props) => {
  const { t } = useTranslation('privacy')
  const app = useApp()
  const [motive, setMotive] = useState<ContestMotive>('level')
  const [text, setText] = useState('')
  const { busy, problem, tell } = useTold(t('contest.recorded'), done)
  return (
    <form
      noValidate
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        void tell(contest(app, grid, { motive, text }))
      }}
    >
      <RadioGroup
        legend={t('contest.motive')}
        options={contestMotives.map((value) => ({ value, label: t(`contest.motives.${value}`) }))}
        value={motive}
        onChange={setMotive}
      />
      <TextArea label={t('contest.text')} hint={t('contest.textHint')} maxLength={10_000} value={text} onChange={setText} />
      {problem && <Notice tone="danger" live title={problem} />}
      <div className={styles['actions']}>
        <Button type="submit" kind="primary" icon="signature" busy={busy && t('contest.record')}>
          {t('contest.record')}
        </Button>
        <Button kind="quiet" onClick={done}>
          {t('contest.cancel')}
        </Button>
      </div>
    </form>
  )
}
