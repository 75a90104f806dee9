import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Found, Recovery, RecoveryProblem } from '../../app/recovery.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import styles from './recovery.module.css'

type Props = {
  readonly found: Found
  readonly problem: RecoveryProblem | undefined
  readonly recovery: Recovery
  readonly restore: () => Promise<void>
}

/** The way back, and the way to be sure first. */
export const Actions = ({ found, problem, recovery, restore }: Props) => {
  const { t } = useTranslation('recovery')
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState<Awaited<ReturnType<Recovery['save']>>>()
  const press = async (): Promise<void> => {
    setBusy(true)
    await restore()
    setBusy(false)
  }
  const save = async (): Promise<void> => {
    const file = await recovery.save()
    if (file.ok) saveFile(file.value.name, file.value.text, file.value.type)
    setSaved(file)
  }
  const anything = found.operations + found.damaged > 0
  return (
    <div className={styles['actions']}>
      {problem && (
        <Notice tone="danger" live title={t(`problem.${problem.problem}.title`)}>
          {t(`problem.${problem.problem}.text`)}
        </Notice>
      )}
      <Button
        className={styles['large']}
        kind="primary"
        wide
        icon="history"
        busy={busy && t('restoring')}
        onClick={() => void press()}
      >
        {t(deedOf(found))}
      </Button>
      {anything && (
        <Button wide icon="download" onClick={() => void save()}>
          {t('save')}
        </Button>
      )}
      {saved?.ok && (
        <Notice tone="success" live title={t('saved', { name: saved.value.name })}>
          {saved.value.type === 'text/plain' && t('savedSealed')}
        </Notice>
      )}
      {saved && !saved.ok && <Notice tone="danger" live title={t('notSealed')} />}
    </div>
  )
}

/** Where the database is slow, or has no room to open in, it has everything that it had: there is nothing to go on without. */
const deedOf = ({ operations, loss }: Found): 'restore' | 'retry' | 'goOn' => {
  if (operations > 0) return 'restore'
  return loss === 'slow' || loss === 'full' ? 'retry' : 'goOn'
}
