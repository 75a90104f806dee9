import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { AssignmentId } from '../../../core/domain/id.ts'
import { fullName } from '../../../core/domain/person.ts'
import { useLive } from '../../app/context.tsx'
import { useOnPaper } from '../../app/exports.ts'
import { type Sheet, sheetOf } from '../../app/sheet.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { usePageFooter } from '../../ui/page-footer.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { titlesArePlain } from '../../ui/window-title.ts'
import { useReportAddress } from './address.ts'
import styles from './individual-sheet-page.module.css'
import { useNames } from './names.ts'
import { officerViewOf } from './officer-view.ts'
import { SheetBody } from './sheet-body.tsx'
import { useSheetFooter } from './sheet-footer.ts'

/** The individual sheet as it will lie on the director's desk, with the button that prints it. */
export const IndividualSheetPage = () => {
  const { t } = useTranslation('gaps')
  const { assignment } = useParams<{ readonly assignment: string }>()
  const sheet = useLive((app) => sheetOf(app, assignment as AssignmentId), [assignment])
  if (sheet) return <Preview sheet={sheet} />
  return (
    <Page title={t('sheet.title')}>
      {sheet === undefined && <Skeleton shape="rows" count={6} />}
      {sheet === null && (
        <EmptyState icon="cloud" title={t('missing.title')} actions={<LinkButton to="/sync">{t('missing.action')}</LinkButton>}>
          <p>{t('missing.text')}</p>
        </EmptyState>
      )}
    </Page>
  )
}

const Preview = ({ sheet }: { readonly sheet: Sheet }) => {
  const { t } = useTranslation('gaps')
  const { to } = useReportAddress()
  const names = useNames(sheet.pack)
  const view = officerViewOf(sheet, names)
  const footer = useSheetFooter(sheet, view)
  usePageFooter(footer)
  useOnPaper('sheet', `assignment/${sheet.assignment.id}`)
  return (
    <main id="main" tabIndex={-1} className={styles['desk']}>
      {/* Becomes the name of the file when the sheet is printed to one. */}
      {!titlesArePlain() && (
        <title>{t('sheet.file', { name: fullName(sheet.assignment.snapshot), campaign: sheet.campaign.name })}</title>
      )}
      <div className={styles['toolbar']}>
        <LinkButton to={to(`/gaps/officer/${sheet.assignment.id}`)} kind="quiet" icon="arrow-left">
          {t('sheet.back')}
        </LinkButton>
        <LinkButton to={`/contests/${sheet.assignment.id}`} icon="comment">
          {t('sheet.contests')}
        </LinkButton>
        <Button kind="primary" icon="print" onClick={() => window.print()}>
          {t('sheet.print')}
        </Button>
      </div>
      <SheetBody sheet={sheet} view={view} names={names} footer={footer} />
    </main>
  )
}
