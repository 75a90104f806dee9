import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Retention, retentionBounds, retentionKinds } from '../../../core/domain/retention.ts'
import type { Administration } from '../../../core/protocol/entities.ts'
import { useApp } from '../../app/context.tsx'
import { retentionOf, setRetention } from '../../app/personal-data.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './privacy.module.css'
import { SaidNotice, useSaid } from './use-said.tsx'

type Texts = { readonly [kind in keyof Retention]: string }

export const KeepingForm = ({ administration }: { readonly administration: Administration }) => {
  const { t } = useTranslation('privacy')
  const app = useApp()
  const [texts, setTexts] = useState<Texts>(() => textsOf(retentionOf(administration)))
  const { said, tell } = useSaid()
  const isRight = retentionKinds.every((kind) => isWithin(kind, texts[kind]))
  return (
    <form
      noValidate
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (isRight) void tell(setRetention(app, administration, numbersOf(texts)))
      }}
    >
      {retentionKinds.map((kind) => (
        <TextField
          key={kind}
          label={t(`settings.${kind}`)}
          hint={t('settings.bounds', retentionBounds[kind])}
          error={isWithin(kind, texts[kind]) ? undefined : t('settings.outOfBounds')}
          inputMode="numeric"
          value={texts[kind]}
          onChange={(value) => setTexts({ ...texts, [kind]: value })}
        />
      ))}
      <div>
        <Button type="submit" kind="primary" icon="check" disabled={!isRight}>
          {t('settings.saveKeeping')}
        </Button>
      </div>
      <SaidNotice said={said} />
    </form>
  )
}

const textsOf = (retention: Retention): Texts =>
  Object.fromEntries(retentionKinds.map((kind) => [kind, String(retention[kind])])) as Texts

const numbersOf = (texts: Texts): Retention =>
  Object.fromEntries(retentionKinds.map((kind) => [kind, Number(texts[kind])])) as Retention

const isWithin = (kind: keyof Retention, text: string): boolean => {
  const { least, most } = retentionBounds[kind]
  return /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most
}
