import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Administration } from '../../../core/protocol/entities.ts'
import { useApp } from '../../app/context.tsx'
import { setContact } from '../../app/personal-data.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './privacy.module.css'
import { SaidNotice, useSaid } from './use-said.tsx'

export const ContactForm = ({ administration }: { readonly administration: Administration }) => {
  const { t } = useTranslation('privacy')
  const app = useApp()
  const [name, setName] = useState(administration.contact?.name ?? '')
  const [reach, setReach] = useState(administration.contact?.reach ?? '')
  const { said, tell } = useSaid()
  const isWhole = name.trim() !== '' && reach.trim() !== ''
  return (
    <form
      noValidate
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) void tell(setContact(app, administration, { name, reach }))
      }}
    >
      <TextField label={t('settings.name')} maxLength={200} value={name} onChange={setName} />
      <TextArea label={t('settings.reach')} hint={t('settings.reachHint')} maxLength={500} value={reach} onChange={setReach} />
      <div>
        <Button type="submit" kind="primary" icon="check" disabled={!isWhole}>
          {t('settings.saveContact')}
        </Button>
      </div>
      <SaidNotice said={said} />
    </form>
  )
}
