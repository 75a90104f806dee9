import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '../../../core/domain/person.ts'
import type { ErasureReply } from '../../../core/protocol/personal.ts'
import { useLive } from '../../app/context.tsx'
import { type ErasureProblem, requestErasure } from '../../app/own-trace.ts'
import { people } from '../../app/read.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './privacy.module.css'

/** In two steps: headquarters first says what would go, and erases just that. */
export const ErasurePart = () => {
  const { t } = useTranslation('privacy')
  const all = useLive(async ({ database }) => people(database))
  const [person, setPerson] = useState<string>()
  const [reply, setReply] = useState<ErasureReply>()
  const [problem, setProblem] = useState<ErasureProblem['problem']>()
  const [sure, setSure] = useState(false)
  const [busy, setBusy] = useState(false)
  const ask = async (confirm?: string): Promise<void> => {
    if (!person) return
    setBusy(true)
    const done = await requestErasure(person, confirm)
    setBusy(false)
    setSure(false)
    setReply(done.ok ? done.value : undefined)
    setProblem(done.ok ? undefined : done.problem.problem)
  }
  const sorted = [...(all ?? [])].sort((a, b) => (a.familyName < b.familyName ? -1 : 1))
  return (
    <section className={styles['part']}>
      <h2>{t('settings.erase')}</h2>
      <p>{t('settings.eraseLead')}</p>
      <div className={styles['form']}>
        <Select
          label={t('settings.person')}
          placeholder="–"
          options={sorted.map((one) => ({ value: one.id as string, label: `${fullName(one)} · ${one.registration}` }))}
          value={person}
          onChange={(id) => {
            setPerson(id)
            setReply(undefined)
          }}
        />
        <div>
          <Button icon="eye" disabled={!person} busy={busy && t('settings.look')} onClick={() => void ask()}>
            {t('settings.look')}
          </Button>
        </div>
        {problem && <Notice tone="danger" live title={t(problem === 'offline' ? 'settings.offline' : 'settings.notAllowed')} />}
        {reply?.state === 'nobody' && <Notice tone="info" live title={t('settings.nothing')} />}
        {reply?.state === 'changed' && <Notice tone="warning" live title={t('settings.changed')} />}
        {reply?.state === 'erased' && <Notice tone="success" live title={t('settings.done', { count: reply.texts })} />}
        {reply?.state === 'announced' && (
          <>
            <Notice tone="warning" live title={t('settings.counted', reply)} />
            <CheckBox label={t('settings.sure')} checked={sure} onChange={setSure} />
            <div>
              <Button kind="primary" icon="trash" disabled={!sure} onClick={() => void ask(reply.confirm ?? '')}>
                {t('settings.do')}
              </Button>
            </div>
          </>
        )}
      </div>
    </section>
  )
}
