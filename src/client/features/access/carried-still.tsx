import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeftCarried } from '../../app/left-carried.ts'
import { Button } from '../../ui/button.tsx'
import { hand } from '../../ui/hand-file.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './lock.module.css'

/** Work of other tablets that a revoked one still carries: it goes first, and what headquarters has not answered for goes by nobody’s hand but a person’s. */
export const CarriedStill = ({ left }: { readonly left: LeftCarried }) => {
  const { t } = useTranslation('access')
  const [count, setCount] = useState<number | null>(null)
  const [busy, setBusy] = useState(true)
  const [asked, setAsked] = useState(false)
  const bring = async (): Promise<void> => {
    setBusy(true)
    setCount(await left.bring())
    setBusy(false)
  }
  // As soon as the page stands, unasked.
  useEffect(() => {
    void left.bring().then((still) => {
      setCount(still)
      setBusy(false)
    })
  }, [left])
  const save = async (): Promise<void> => void (await hand(await left.files(), 'save'))
  const erase = async (): Promise<void> => {
    if (!asked) return setAsked(true)
    await left.erase()
    setCount(0)
  }
  if (count === null) return <Notice tone="info" live title={t('erased.bringing')} />
  if (count === 0) return <Notice tone="success" live title={t('erased.brought')} />
  return (
    <>
      <Notice tone="warning" live title={t('erased.still', { count })}>
        {t('erased.stillDo')}
      </Notice>
      <p className={styles['after']}>
        <Button kind="primary" icon="sync" busy={busy && t('erased.bringing')} onClick={() => void bring()}>
          {t('erased.bring')}
        </Button>
        <Button icon="download" onClick={() => void save()}>
          {t('erased.save')}
        </Button>
        <Button kind={asked ? 'danger' : 'quiet'} onClick={() => void erase()}>
          {t(asked ? 'erased.eraseSure' : 'erased.erase')}
        </Button>
      </p>
    </>
  )
}
