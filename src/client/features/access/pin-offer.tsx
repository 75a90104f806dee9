import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { useSession } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { NewPin } from './new-pin.tsx'

/** Said once in the life of a page. */
const useDeclined = create<{ readonly declined: boolean }>()(() => ({ declined: false }))

/** Whoever used a PIN before is offered a new one after a start: the digits of before were in the memory of a page that is gone. */
export const PinOffer = () => {
  const { t } = useTranslation('access')
  const session = useSession((held) => held.session)
  const declined = useDeclined((said) => said.declined)
  const [open, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  if (declined) return null
  return (
    <>
      <Notice
        tone="info"
        title={t('pinOffer.title')}
        actions={
          <>
            <Button icon="grid" onClick={() => setOpen(true)}>
              {t('profile.pinSet')}
            </Button>
            <Button kind="quiet" onClick={() => useDeclined.setState({ declined: true })}>
              {t('pinOffer.later')}
            </Button>
          </>
        }
      >
        {t('pinOffer.text')}
      </Notice>
      <Sheet open={open} onClose={close} title={t('profile.pinSet')} shape="window">
        <NewPin chosen={(pin) => void session?.setPin(pin).then(close)} leave={close} />
      </Sheet>
    </>
  )
}
