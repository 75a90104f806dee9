import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { CreateForm } from './create-form.tsx'
import { Way } from './way.tsx'

/** For the champion of a new project. The form stays folded: most people who come here join. */
export const CreateWay = () => {
  const { t } = useTranslation('welcome')
  const [open, setOpen] = useState(false)
  return (
    <Way icon="plus" title={t('create.title')} text={t('create.text')}>
      {open ? (
        <CreateForm />
      ) : (
        <Button icon="pen" aria-expanded={false} onClick={() => setOpen(true)}>
          {t('create.open')}
        </Button>
      )}
    </Way>
  )
}
