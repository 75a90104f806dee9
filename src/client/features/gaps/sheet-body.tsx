import { useTranslation } from 'react-i18next'
import { GroupBars } from './group-bars.tsx'
import { GroupRadar } from './group-radar.tsx'
import styles from './individual-sheet-page.module.css'
import { leastAxes } from './officer-view.ts'
import { SheetContests } from './sheet-contests.tsx'
import { SheetHead } from './sheet-head.tsx'
import type { SheetPart } from './sheet-part.ts'
import { SheetSignatures } from './sheet-signatures.tsx'
import { SheetSummary } from './sheet-summary.tsx'
import { SheetTable } from './sheet-table.tsx'
import { SheetTraining } from './sheet-training.tsx'

type Props = SheetPart & { readonly footer: { readonly text: string } }

/** The paper itself: what is drawn here is what is printed. */
export const SheetBody = ({ sheet, view, names, footer }: Props) => {
  const { t } = useTranslation('gaps')
  const part = { sheet, view, names }
  return (
    <article className={styles['paper']}>
      <SheetHead {...part} />
      <div className={styles['reading']}>
        <SheetSummary {...part} />
        <div className={styles['chart']}>
          {view.axes.length >= leastAxes ? (
            <GroupRadar axes={view.axes} highest={names.highest} />
          ) : (
            <GroupBars axes={view.axes} highest={names.highest} />
          )}
        </div>
      </div>
      <h2>{t('sheet.requirements')}</h2>
      <p className={styles['small']}>{t('convention')}</p>
      <SheetTable {...part} />
      {sheet.assessment.summary && (
        <section className={styles['block']}>
          <h2>{t('sheet.assessorSummary')}</h2>
          <p className={styles['words']}>{sheet.assessment.summary}</p>
        </section>
      )}
      <section>
        <h2>{t('training.title')}</h2>
        <SheetTraining {...part} />
      </section>
      <section className={styles['block']}>
        <h2>{t('sheet.observations')}</h2>
        {sheet.acknowledgement?.observations ? (
          <p className={styles['words']}>{sheet.acknowledgement.observations}</p>
        ) : (
          <div className={styles['lines']}>{t('sheet.noObservations')}</div>
        )}
      </section>
      <SheetContests {...part} />
      <SheetSignatures {...part} />
      <p className={styles['foot']}>{footer.text}</p>
    </article>
  )
}
