import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '../../../core/domain/person.ts'
import type { OwnFile } from '../../../core/exchange/own-file.ts'
import { now } from '../../app/clock.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { noteExport, useOnPaper } from '../../app/exports.ts'
import { officersHere, ownFile } from '../../app/personal-data.ts'
import { useSession } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFigures } from '../../ui/number.ts'
import { Page } from '../../ui/page.tsx'
import { Paper } from '../../ui/paper.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { OwnFileBody } from './own-file-body.tsx'
import styles from './privacy.module.css'
import { useTrace } from './use-trace.ts'

/**
 * An officer's own file. An officer's account shows its own and no other; on a tablet that an assessor holds, the officer who sits
 * beside it is chosen by name, out of those whose work is on this tablet anyway.
 */
export const MyFilePage = () => {
  const { t } = useTranslation('privacy')
  const app = useApp()
  const { session } = useSession()
  const [chosen, setChosen] = useState<string>()
  const self = session?.account.person ?? app.identity.person
  const mayChoose = !session || session.account.roles.some((role) => role === 'assessor' || role === 'hr-director')
  const officers = useLive(officersHere)
  const person = chosen ?? (officers?.some(({ id }) => id === self) || !mayChoose ? (self ?? undefined) : undefined)
  const file = useLive(async (one) => (person ? ownFile(one, person) : null), [person])
  if (!officers || file === undefined) return <Waiting />
  const choice = mayChoose && officers.length > 0 && (
    <Select
      label={t('file.whose')}
      placeholder={t('file.choose')}
      options={officers.map((officer) => ({ value: officer.id as string, label: fullName(officer) }))}
      value={person}
      onChange={setChosen}
    />
  )
  if (!file)
    return (
      <Page title={t('file.title')} lede={choice ? t('file.choose') : undefined}>
        {choice ? (
          <div className={styles['form']}>{choice}</div>
        ) : (
          <EmptyState icon="person" title={t('file.nobody')}>
            {t('file.nobodyText')}
          </EmptyState>
        )}
      </Page>
    )
  return <FilePaper key={file.person.id} file={file} choice={choice} isOwn={file.person.id === self} />
}

const Waiting = () => {
  const { t } = useTranslation('privacy')
  return (
    <Page title={t('file.title')}>
      <Skeleton shape="page" />
    </Page>
  )
}

type FileProps = { readonly file: OwnFile; readonly choice: React.ReactNode; readonly isOwn: boolean }

const FilePaper = ({ file, choice, isOwn }: FileProps) => {
  const { t } = useTranslation('privacy')
  const { dateTime } = useFigures()
  const trace = useTrace(isOwn)
  const name = fullName(file.person)
  const app = useApp()
  useOnPaper('own-file', `person/${file.person.id}`)
  const save = async (): Promise<void> => {
    await noteExport(app, { subject: 'own-file', way: 'json', about: [`person/${file.person.id}`] })
    const whole = trace.state === 'here' ? { ...file, made: now(), trace: trace.trace } : file
    saveFile(`palier-${file.person.registration || 'dossier'}.json`, JSON.stringify(whole, null, 2), 'application/json')
  }
  const { registration } = file.person
  return (
    <Paper
      file={t('file.file', { name })}
      footer={{ text: t('file.foot', { name, registration, date: dateTime(file.made) }), page: t('file.page') }}
      toolbar={
        <>
          {choice}
          <div className={styles['actions']}>
            <Button icon="download" onClick={() => void save()}>
              {t('file.export')}
            </Button>
            <Button kind="primary" icon="print" onClick={() => window.print()}>
              {t('file.print')}
            </Button>
          </div>
        </>
      }
    >
      <OwnFileBody file={file} trace={trace} title={isOwn ? t('file.title') : t('file.titleOf', { name })} />
    </Paper>
  )
}
