import { useTranslation } from 'react-i18next'
import { fullName } from '../../../core/domain/person.ts'
import { textIn } from '../../../core/domain/text.ts'
import { useReportFigures } from './figures.ts'
import styles from './individual-sheet-page.module.css'
import type { SheetPart } from './sheet-part.ts'
import { SheetVersion } from './sheet-version.tsx'

/** Whose sheet this is, under which campaign, against which version of the job description. */
export const SheetHead = ({ sheet, view, names }: SheetPart) => {
  const { t } = useTranslation('gaps')
  const { date } = useReportFigures()
  const { administration, campaign, assignment, pack } = sheet
  const { snapshot, jobDescription } = assignment
  const facts: readonly (readonly [string, string])[] = [
    ['name', fullName(snapshot)],
    ['registration', snapshot.registration],
    ['grade', snapshot.grade],
    ['post', t('sheet.postCode', { post: snapshot.postTitle, code: snapshot.postCode })],
    ['unit', snapshot.unitName],
    ['description', t('sheet.descriptionVersion', { job: names.job(jobDescription.job), version: jobDescription.version })],
    ['campaign', t('sheet.period', { campaign: campaign.name, opens: date(campaign.opens), closes: date(campaign.closes) })],
    ['framework', t('sheet.frameworkVersion', { pack: textIn(pack.name, names.language), version: pack.version })],
  ]
  return (
    <header>
      <p className={styles['administration']}>{administration?.name}</p>
      <h1>{t('sheet.title')}</h1>
      {!view.signed && (
        <p className={styles['provisional']}>
          <strong>{t('sheet.provisional')}</strong> {t('sheet.provisionalText')}
        </p>
      )}
      <SheetVersion sheet={sheet} />
      <dl className={styles['facts']}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([key, value]) => (
            <div key={key}>
              <dt>{t(`sheet.fact.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </header>
  )
}
