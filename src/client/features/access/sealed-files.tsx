import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../core/domain/result.ts'
import type { SealedFile } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { canShare, hand } from '../../ui/hand-file.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './lock.module.css'

/** What has to be told of it. */
export type SealedFilesMade = Result<readonly SealedFile[], { readonly problem: 'nothing' | 'failed' }>

type Props = { readonly make: () => Promise<SealedFilesMade>; readonly kind?: 'primary' | 'secondary' }

type Outcome =
  | { readonly state: 'idle' | 'busy' | 'nothing' | 'failed' }
  | { readonly state: 'ready'; readonly files: readonly SealedFile[]; readonly handed: boolean }

/** Makes sealed files where somebody asks for them, and hands them over. Nothing is opened and nothing taken away by it. */
export const SealedFiles = ({ make, kind = 'primary' }: Props) => {
  const { t } = useTranslation('access')
  const [outcome, setOutcome] = useState<Outcome>({ state: 'idle' })
  const prepare = async (): Promise<void> => {
    setOutcome({ state: 'busy' })
    const made = await make()
    setOutcome(made.ok ? { state: 'ready', files: made.value, handed: false } : { state: made.problem.problem })
  }
  if (outcome.state === 'ready')
    return <Ready files={outcome.files} handed={outcome.handed} done={() => setOutcome({ ...outcome, handed: true })} />
  return (
    <>
      <Button kind={kind} icon="lock" busy={outcome.state === 'busy' && t('carry.busy')} onClick={() => void prepare()}>
        {t('carry.prepare')}
      </Button>
      {outcome.state === 'nothing' && <Notice tone="success" live title={t('carry.nothing')} />}
      {outcome.state === 'failed' && (
        <Notice tone="danger" live title={t('carry.failed')}>
          {t('carry.failedDo')}
        </Notice>
      )}
    </>
  )
}

type ReadyProps = { readonly files: readonly SealedFile[]; readonly handed: boolean; readonly done: () => void }

/** The sealed files, to share or to save. A person presses: browsers share nothing on their own. */
const Ready = ({ files, handed, done }: ReadyProps) => {
  const { t } = useTranslation('access')
  const count = files.some(({ operations }) => operations === null)
    ? null
    : files.reduce((sum, { operations }) => sum + (operations ?? 0), 0)
  const give = async (way: 'share' | 'save'): Promise<void> => {
    if (await hand(files, way)) done()
  }
  return (
    <>
      <p role="status">{count === null ? t('carry.ready') : t('carry.readyCount', { count })}</p>
      <p className={styles['after']}>
        {canShare(files) && (
          <Button kind="primary" icon="upload" onClick={() => void give('share')}>
            {t('carry.share')}
          </Button>
        )}
        <Button icon="download" onClick={() => void give('save')}>
          {t('carry.save', { count: files.length })}
        </Button>
      </p>
      {handed && <Notice tone="success" live title={t('carry.handed')} />}
    </>
  )
}
