import { useTranslation } from 'react-i18next'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import type { OwnVersion } from '../../../core/exchange/own-file.ts'
import { classes } from '../../ui/classes.ts'
import { useFigures } from '../../ui/number.ts'
import type { OwnNames } from './own-names.ts'
import styles from './privacy.module.css'

type Props = { readonly version: OwnVersion; readonly names: OwnNames }

/** One signed version, whole: what was required, what was found, what was said. */
export const OwnVersionPart = ({ version, names }: Props) => {
  const { t } = useTranslation('privacy')
  const { dateTime } = useFigures()
  const name = names.person(version.signedBy) ?? t('file.somebody')
  return (
    <>
      <h3>{t('file.version', { name, date: dateTime(version.signedAt) })}</h3>
      <p className={styles['quiet']}>{t(version.follows.length > 0 ? 'file.amends' : 'file.first')}</p>
      <div className={styles['scroll']}>
        <table className={classes(styles['table'], styles['ratings'])}>
          <thead>
            <tr>
              <th scope="col">{t('file.competency')}</th>
              <th scope="col">{t('file.required')}</th>
              <th scope="col">{t('file.held')}</th>
              <th scope="col">{t('file.comment')}</th>
            </tr>
          </thead>
          <tbody>
            {version.ratings.map(({ competency, required, rating, comment }) => (
              <tr key={competency}>
                <th scope="row">
                  {names.competency(competency as CompetencyCode)}
                  {comment && <p className={styles['beneath']}>{comment}</p>}
                </th>
                <td>{required === null ? '–' : names.level(required)}</td>
                <td>
                  {rating.kind === 'level'
                    ? names.level(rating.level)
                    : t(`file.${rating.kind}`, { reason: rating.kind === 'not-applicable' ? rating.reason : '' })}
                </td>
                <td>{comment}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {version.summary && (
        <>
          <h3>{t('file.summary')}</h3>
          <p className={styles['words']}>{version.summary}</p>
        </>
      )}
    </>
  )
}
