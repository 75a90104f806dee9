import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { App } from '../../app/app.ts'
import { answersFile, type Carriage, deliver, forget, tryAgain } from '../../app/carried.ts'
import { useApp } from '../../app/context.tsx'
import { noteExport } from '../../app/exports.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import { saveFile } from '../../ui/save-file.ts'
import styles from './sync.module.css'

/** One file that is carried: how much of it headquarters has, and what stands against the rest. */
export const CarriedRow = ({ carriage }: { readonly carriage: Carriage }) => {
  const { t } = useTranslation('sync')
  const app = useApp()
  const { dateTime } = useFigures()
  const { id, at, operations, problems } = carriage
  const counts = (['delivered', 'waiting', 'refused', 'unopened'] as const).filter((name) => carriage[name] > 0)
  const again = async (): Promise<void> => {
    await tryAgain(id)
    await deliver()
  }
  return (
    <li>
      <span className={styles['name']}>{t('carried.row', { count: operations })}</span>
      <span className={styles['about']}>
        {[
          t('carried.since', { date: dateTime(at) }),
          ...counts.map((name) => t(`carried.${name}`, { count: carriage[name] })),
        ].join(' · ')}
      </span>
      {problems.map((problem) => (
        <Notice key={problem} tone="warning" title={t(`carried.problem.${problem}`)} />
      ))}
      <span className={styles['deeds']}>
        {problems.length > 0 && <Button onClick={() => void again()}>{t('carried.again')}</Button>}
        {carriage.hasAnswers && (
          <Button icon="download" onClick={() => void saveAnswers(app, id)}>
            {t('carried.answers')}
          </Button>
        )}
        <Forget id={id} isWhole={carriage.waiting + carriage.unopened === 0} />
      </span>
    </li>
  )
}

const saveAnswers = async (app: App, id: string): Promise<void> => {
  await noteExport(app, { subject: 'answers', way: 'text' })
  const { name, text } = await answersFile(id)
  saveFile(name, text, 'text/plain')
}

/** What headquarters does not have yet may be the only copy: then it is asked twice. */
const Forget = ({ id, isWhole }: { readonly id: string; readonly isWhole: boolean }) => {
  const { t } = useTranslation('sync')
  const [asked, setAsked] = useState(false)
  const isSure = isWhole || asked
  return (
    <>
      {asked && <span role="status">{t('carried.forgetAsk')}</span>}
      <Button kind={asked ? 'danger' : 'quiet'} onClick={() => (isSure ? void forget(id) : setAsked(true))}>
        {t('carried.forget')}
      </Button>
    </>
  )
}
