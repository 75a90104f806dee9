import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { startAdministration } from '../../app/start.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { startAgain } from './start-again.ts'
import styles from './welcome.module.css'

const fields = ['name', 'country', 'siteName', 'siteCode', 'familyName', 'givenName', 'registration'] as const
type FieldName = (typeof fields)[number]
type Draft = Readonly<Record<FieldName, string>>

const blank: Draft = { name: '', country: '', siteName: '', siteCode: '', familyName: '', givenName: '', registration: '' }

/** The least that an administration needs to begin: its name, one site, one person. Everything is written at once. */
export const CreateForm = () => {
  const { t, i18n } = useTranslation('welcome')
  const app = useApp()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(blank)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const missing = fields.filter((field) => draft[field].trim() === '')

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    setProblem(null)
    if (missing.length > 0) {
      form.current?.querySelector<HTMLInputElement>(`[name="${missing[0]}"]`)?.focus()
      return
    }
    setBusy(true)
    const done = await startAdministration(app, {
      name: draft.name.trim(),
      country: draft.country.trim(),
      language: i18n.language,
      site: { code: draft.siteCode.trim(), name: draft.siteName.trim() },
      champion: {
        registration: draft.registration.trim(),
        familyName: draft.familyName.trim(),
        givenName: draft.givenName.trim(),
      },
    })
    if (done.ok) return startAgain('/')
    setBusy(false)
    setProblem(done.problem.problem)
  }

  const field = (name: FieldName, hint?: string) => (
    <TextField
      name={name}
      label={t(`create.${name}`)}
      hint={hint}
      error={tried && draft[name].trim() === '' ? t('create.required') : undefined}
      autoComplete="off"
      maxLength={200}
      value={draft[name]}
      onChange={(value) => setDraft((before) => ({ ...before, [name]: value }))}
    />
  )

  return (
    <form ref={form} noValidate className={styles['form']} onSubmit={(event) => void submit(event)}>
      <fieldset className={styles['part']}>
        <legend>{t('create.administration')}</legend>
        {field('name', t('create.nameHint'))}
        {field('country')}
      </fieldset>
      <fieldset className={styles['part']}>
        <legend>{t('create.site')}</legend>
        <p className={styles['text']}>{t('create.siteHint')}</p>
        {field('siteName')}
        {field('siteCode')}
      </fieldset>
      <fieldset className={styles['part']}>
        <legend>{t('create.champion')}</legend>
        {field('familyName')}
        {field('givenName')}
        {field('registration')}
      </fieldset>
      {tried && missing.length > 0 && <Notice tone="warning" live title={t('create.incomplete', { count: missing.length })} />}
      {problem && <Notice tone="danger" live title={t([`problem.${problem}`, 'problem.unforeseen'])} />}
      <Button type="submit" kind="primary" busy={busy}>
        {t('create.submit')}
      </Button>
    </form>
  )
}
