import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationId } from '../../../core/domain/id.ts'
import { canonical, type Json } from '../../../core/protocol/json.ts'
import { noteUnsaved } from '../../app/busy.ts'
import { useApp } from '../../app/context.tsx'
import type { RowDispute } from '../../app/row-dispute.ts'
import { type SettleRowProblem, settleRow } from '../../app/settle-row.ts'
import { announce } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useFieldWords } from './field-words.ts'
import { FieldChoice, VersionChoice } from './row-choices.tsx'
import styles from './sync.module.css'

/** Field by field, then why. All of it is settled in one operation, so that it lands whole or not at all. */
export const SettleRowForm = ({ dispute }: { readonly dispute: RowDispute }) => {
  const { t } = useTranslation('settle')
  const app = useApp()
  const { row, fields, standing, frozen } = dispute
  const [chosen, setChosen] = useState<ReadonlyMap<string, Json>>(new Map())
  const [version, setVersion] = useState<OperationId | undefined>()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<SettleRowProblem | undefined>()
  const { words } = useFieldWords(dispute)
  const isWhole = frozen || (standing.length > 0 ? version !== undefined : fields.every(({ field }) => chosen.has(field)))
  const form = `settle.${row.kind}.${row.id}`
  const holds = reason !== '' || chosen.size > 0
  useEffect(() => {
    noteUnsaved(form, holds)
    return () => noteUnsaved(form, false)
  }, [form, holds])

  const put = async (): Promise<void> => {
    setAsked(true)
    if (!isWhole || reason.trim() === '' || busy) return
    setBusy(true)
    const done = await settleRow(app, dispute, { chosen, version, reason })
    setBusy(false)
    setProblem(done.ok ? undefined : done.problem)
    if (!done.ok) return
    announce(t('row.done'))
    document.getElementById('main')?.focus({ preventScroll: true })
  }

  return (
    <form
      className={styles['settle']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void put()
      }}
    >
      {standing.length > 0 && !frozen && <VersionChoice dispute={dispute} chosen={version} onChoose={setVersion} />}
      {standing.length === 0 &&
        fields.map((field) => (
          <FieldChoice
            key={field.field}
            dispute={dispute}
            field={field}
            chosen={chosen.has(field.field) ? canonical(chosen.get(field.field) ?? null) : undefined}
            words={(value) => words(field.field, value)}
            onChoose={frozen ? undefined : (value) => setChosen(new Map([...chosen, [field.field, value]]))}
          />
        ))}
      {asked && !isWhole && (
        <p role="alert" className={styles['missing']}>
          {t('row.choiceMissing')}
        </p>
      )}
      <TextArea
        label={t('reason')}
        hint={t('row.reasonHint')}
        error={asked && reason.trim() === '' ? t('reasonMissing') : undefined}
        maxLength={2000}
        value={reason}
        onChange={setReason}
      />
      <div>
        <Button type="submit" kind={isWhole ? 'primary' : 'secondary'} icon="check" busy={busy && t('busy')}>
          {t(frozen ? 'row.keep' : 'settle')}
        </Button>
      </div>
      {problem && <Notice tone="danger" live title={t('row.notSaved')} />}
    </form>
  )
}
