import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LostPort } from '../../app/lost-work.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './lock.module.css'
import { SealedFiles } from './sealed-files.tsx'
import { useLinks } from './use-links.ts'

/**
 * A tablet that lost the keys of its profiles, or cannot reach them: what happened, what of the work is still here, and the ways on.
 * Nothing here takes anything away.
 */
export const LostWorkPage = ({ port }: { readonly port: LostPort }) => {
  const { t } = useTranslation('access')
  useLinks()
  const { loss, next, work } = port
  const count = work.reduce((sum, { operations }) => sum + operations, 0)
  const beyond = work.reduce((sum, one) => sum + one.beyond, 0)
  const carry = count > 0 && (
    <li>
      <p>{t(loss === 'gone' ? 'lost.carry' : 'lost.carryFirst')}</p>
      <SealedFiles kind="secondary" make={port.carryOut} />
    </li>
  )
  return (
    <Page title={t(`lost.${loss}.title`)} lede={t(count > 0 ? 'lost.here' : 'lost.nothing', { count })} width="reading">
      <p>{t(`lost.${loss}.happened`)}</p>
      {beyond > 0 && <Notice tone="warning" title={t('lost.beyond', { count: beyond })} />}
      <ol className={styles['steps']}>
        <li>
          <p>{t(next === 'again' ? `lost.${loss}.do` : `lost.${next}Do`)}</p>
          <Button kind="primary" icon={next === 'again' ? 'sync' : 'tablet'} onClick={port.goOn}>
            {t(`lost.${next}`)}
          </Button>
        </li>
        {carry}
        {port.beside && <Beside goBeside={port.beside} />}
      </ol>
    </Page>
  )
}

/** The last way out, after the others. */
const Beside = ({ goBeside }: { readonly goBeside: () => Promise<boolean> }) => {
  const { t } = useTranslation('access')
  const [failed, setFailed] = useState(false)
  return (
    <li>
      <p>{t('lost.besideDo')}</p>
      <Button icon="history" onClick={() => void goBeside().then((gone) => setFailed(!gone))}>
        {t('lost.beside')}
      </Button>
      {failed && <Notice tone="danger" live title={t('lost.noBeside')} />}
    </li>
  )
}
