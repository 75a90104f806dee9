import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '../../../core/domain/person.ts'
import { useReportFigures } from './figures.ts'
import styles from './individual-sheet-page.module.css'
import type { SheetPart } from './sheet-part.ts'

/** Three boxes for three hands. What the device already knows stands in them; the rest is left to the pen. */
export const SheetSignatures = ({ sheet, view }: SheetPart) => {
  const { t } = useTranslation('gaps')
  const { date } = useReportFigures()
  const { assessors, supervisor, acknowledgement, assignment } = sheet
  return (
    <section className={styles['signatures']}>
      <h2>{t('sheet.signatures')}</h2>
      <div className={styles['boxes']}>
        <Box
          title={t('sheet.assessor')}
          name={assessors.map(fullName).join(', ')}
          date={view.asOf && date(view.asOf)}
          note={view.asOf ? t('sheet.signedOnDevice') : undefined}
        />
        <Box title={t('sheet.supervisor')} name={supervisor && fullName(supervisor)} />
        <OfficerBox name={fullName(assignment.snapshot)} given={acknowledgement} isOfOne={sheet.signatures.length > 1} />
      </div>
    </section>
  )
}

type OfficerProps = {
  readonly name: string
  readonly given: SheetPart['sheet']['acknowledgement']
  /**
   * Of several versions the answer is of one, and it does not say which: two devices' clocks cannot tell, and headquarters may have
   * heard of it late. So the box stays open for the printed one.
   */
  readonly isOfOne: boolean
}

const OfficerBox = ({ name, given, isOfOne }: OfficerProps) => {
  const { t } = useTranslation('gaps')
  const { date } = useReportFigures()
  const present = isOfOne ? undefined : given
  return (
    <Box
      title={t('sheet.officer')}
      name={name}
      date={present && date(present.at)}
      note={present?.outcome === 'attested' ? t('sheet.attested') : t('sheet.attests')}
    >
      {isOfOne && given && (
        <p>
          {t(given.outcome === 'attested' ? 'sheet.attestedOne' : 'sheet.refusedOne', {
            date: date(given.at),
            motive: given.motive,
          })}
        </p>
      )}
      {present?.outcome !== 'attested' && (
        <p>
          <span className={present?.outcome === 'refused' ? styles['ticked'] : styles['tick']} aria-hidden="true" />
          {t(present?.outcome === 'refused' ? 'sheet.refusedWith' : 'sheet.refused', { motive: present?.motive })}
        </p>
      )}
    </Box>
  )
}

type BoxProps = {
  readonly title: string
  readonly name?: string | undefined
  readonly date?: string | undefined
  readonly note?: string | undefined
  readonly children?: ReactNode
}

const Box = ({ title, name, date, note, children }: BoxProps) => {
  const { t } = useTranslation('gaps')
  return (
    <div className={styles['box']}>
      <h3>{title}</h3>
      <p className={styles['blank']}>
        {t('sheet.name')} <strong>{name}</strong>
      </p>
      <p className={styles['blank']}>
        {t('sheet.date')} <strong>{date}</strong>
      </p>
      <div className={styles['ink']}>{t('sheet.signature')}</div>
      {note && <p>{note}</p>}
      {children}
    </div>
  )
}
