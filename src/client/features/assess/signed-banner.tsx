import { useTranslation } from 'react-i18next'
import { fullName } from '../../../core/domain/person.ts'
import { useLive } from '../../app/context.tsx'
import { ownPeople } from '../../app/own.ts'
import type { Grid } from '../../app/work.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './signed-banner.module.css'

/** A signed assessment is read, never changed. `here` on the page that its links would lead to. */
export const SignedBanner = ({ grid, here = false }: { readonly grid: Grid; readonly here?: boolean }) => {
  const { t } = useTranslation('assess')
  const { dateTime } = useFigures()
  const { assessment, assignment } = grid
  const people = useLive(ownPeople)
  if (assessment.state !== 'signed') return null
  const signer = people?.find((person) => person.id === assessment.signedBy)
  return (
    <div className={here ? undefined : styles['banner']}>
      <Notice
        tone="info"
        title={
          signer
            ? t('signed.by', { date: dateTime(assessment.signedAt), name: fullName(signer) })
            : t('signed.on', { date: dateTime(assessment.signedAt) })
        }
        actions={
          !here && (
            <>
              <LinkButton to={`/assess/${assignment.id}/review`} icon="signature">
                {t('signed.review')}
              </LinkButton>
              <LinkButton to={`/gaps/officer/${assignment.id}`} icon="chart">
                {t('signed.gap')}
              </LinkButton>
            </>
          )
        }
      >
        <p>{t('signed.read-only')}</p>
      </Notice>
    </div>
  )
}
