import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LockPort, ProfileCard, SealedFile } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { canShare, hand } from '../../ui/hand-file.ts'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './lock.module.css'

type Props = { readonly port: LockPort; readonly card: ProfileCard; readonly back: () => void }

type Outcome =
  | { readonly state: 'idle' | 'busy' | 'nothing' | 'failed' }
  | { readonly state: 'ready'; readonly files: readonly SealedFile[]; readonly handed: boolean }

/**
 * A forgotten passphrase: what it means, and how the work reaches headquarters all the same. Nothing is opened here, and
 * nothing is taken away: the file is a copy, and may be carried as often as it takes.
 */
export const CarryOut = ({ port, card, back }: Props) => {
  const { t } = useTranslation('access')
  const [outcome, setOutcome] = useState<Outcome>({ state: 'idle' })
  const prepare = async (): Promise<void> => {
    setOutcome({ state: 'busy' })
    const found = await port.carryOut(card.id)
    setOutcome(found.ok ? { state: 'ready', files: found.value, handed: false } : { state: found.problem.problem })
  }
  return (
    <Page title={t('carry.title')} eyebrow={card.initials} lede={t('carry.lede')} width="reading">
      <ol className={styles['steps']}>
        <li>{t('carry.first')}</li>
        <li>
          <p>{t('carry.second')}</p>
          {outcome.state === 'ready' ? (
            <Ready files={outcome.files} handed={outcome.handed} done={() => setOutcome({ ...outcome, handed: true })} />
          ) : (
            <Button kind="primary" icon="lock" busy={outcome.state === 'busy' && t('carry.busy')} onClick={() => void prepare()}>
              {t('carry.prepare')}
            </Button>
          )}
          {outcome.state === 'nothing' && <Notice tone="success" live title={t('carry.nothing')} />}
          {outcome.state === 'failed' && (
            <Notice tone="danger" live title={t('carry.failed')}>
              {t('carry.failedDo')}
            </Notice>
          )}
        </li>
        <li>{t('carry.third')}</li>
        <li>{t('carry.fourth')}</li>
      </ol>
      <p className={styles['after']}>
        <Button icon="arrow-left" onClick={back}>
          {t('carry.back')}
        </Button>
        <Button kind="quiet" icon="plus" onClick={port.addProfile}>
          {t('lock.add')}
        </Button>
      </p>
    </Page>
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
