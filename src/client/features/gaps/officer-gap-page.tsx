import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { byUrgency } from '../../../core/domain/gap.ts'
import type { AssignmentId } from '../../../core/domain/id.ts'
import { fullName } from '../../../core/domain/person.ts'
import { useLive } from '../../app/context.tsx'
import { type Sheet, sheetOf } from '../../app/sheet.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useReportAddress } from './address.ts'
import { CommentList } from './comment-list.tsx'
import { CoreFigures } from './core-figures.tsx'
import { useReportFigures } from './figures.ts'
import { GapBars } from './gap-bars.tsx'
import { GapTable } from './gap-table.tsx'
import { GroupChart } from './group-chart.tsx'
import { useNames } from './names.ts'
import styles from './officer-gap-page.module.css'
import { OfficerOnDemand } from './officer-on-demand.tsx'
import { officerViewOf } from './officer-view.ts'
import { useSentence, useVerdictReason } from './officer-words.ts'
import { OpenLines } from './open-lines.tsx'
import { Section, Strip, Twin } from './section.tsx'
import { TrainingList } from './training-list.tsx'
import { VerdictMark } from './verdict-mark.tsx'

/** One officer against the post: words first, then figures, charts, evidence and what to do. */
export const OfficerGapPage = () => {
  const { t } = useTranslation('gaps')
  const { assignment } = useParams<{ readonly assignment: string }>()
  const sheet = useLive((app) => sheetOf(app, assignment as AssignmentId), [assignment])
  if (sheet) return <OfficerGap sheet={sheet} />
  return (
    <Page title={t('officer.title')}>
      {sheet === undefined && <Skeleton shape="rows" count={6} />}
      {sheet === null && <OfficerOnDemand assignment={assignment} />}
    </Page>
  )
}

const OfficerGap = ({ sheet }: { readonly sheet: Sheet }) => {
  const { t } = useTranslation('gaps')
  const { to } = useReportAddress()
  const names = useNames(sheet.pack)
  const { snapshot, jobDescription, unit, id } = sheet.assignment
  const view = officerViewOf(sheet, names)
  return (
    <Page
      title={fullName(snapshot)}
      eyebrow={t('officer.eyebrow', { campaign: sheet.campaign.name, unit: snapshot.unitName })}
      lede={t('officer.post', { post: snapshot.postTitle, grade: snapshot.grade, version: jobDescription.version })}
      actions={
        <>
          <LinkButton to={to(`/gaps/unit/${unit}`)} kind="quiet">
            {snapshot.unitName}
          </LinkButton>
          <LinkButton to={to(`/sheet/${id}`)} icon="print">
            {t('officer.sheet')}
          </LinkButton>
        </>
      }
    >
      {sheet.assessment.ratings.size === 0 ? (
        <EmptyState
          icon="clock"
          title={t('officer.notStarted')}
          actions={<LinkButton to={`/assess/${id}`}>{t('officer.assess')}</LinkButton>}
        >
          <p>{t('officer.notStartedText', { count: jobDescription.requirements.length })}</p>
        </EmptyState>
      ) : (
        <OfficerReading sheet={sheet} view={view} names={names} />
      )}
    </Page>
  )
}

type ReadingProps = {
  readonly sheet: Sheet
  readonly view: ReturnType<typeof officerViewOf>
  readonly names: ReturnType<typeof useNames>
}

const OfficerReading = ({ sheet, view, names }: ReadingProps) => {
  const { t } = useTranslation('gaps')
  const { date } = useReportFigures()
  const sentence = useSentence()
  const reason = useVerdictReason()
  const { report, signed, asOf } = view
  const urgent = byUrgency(report.lines)
  return (
    <>
      {!signed && (
        <Notice tone="warning" title={t('provisional.title')}>
          <p>{t('provisional.text')}</p>
        </Notice>
      )}
      {signed && sheet.dispute && (
        <Notice
          tone="warning"
          title={t(`dispute.${sheet.dispute.about}`, { count: sheet.dispute.fields })}
          actions={
            <LinkButton to={`/assess/${sheet.assignment.id}/settle`} icon="conflict">
              {t('dispute.action')}
            </LinkButton>
          }
        >
          <p>{t('dispute.text')}</p>
        </Notice>
      )}
      <p className={styles['sentence']}>{sentence(report.sums)}</p>
      <p className={styles['verdict']}>
        <strong>
          <VerdictMark verdict={report.verdict} sentence />
        </strong>{' '}
        {reason(report, sheet.campaign.settings.readyFrom, names)}
      </p>
      <p className={styles['age']}>{asOf ? t('officer.signedOn', { date: date(asOf) }) : t('officer.unsigned')}</p>
      <Strip>
        <CoreFigures sums={report.sums} asOf={asOf} readyFrom={sheet.campaign.settings.readyFrom} />
      </Strip>
      <Section title={t('groups.title')} lede={t('groups.lede')}>
        <GroupChart view={view} names={names} />
      </Section>
      <Section title={t('bars.title')} lede={t('convention')}>
        <GapBars lines={urgent.filter(({ assessed }) => assessed !== undefined)} names={names} />
        <Twin label={t('twin')}>
          <GapTable lines={report.lines} comments={sheet.assessment.comments} names={names} />
        </Twin>
      </Section>
      {report.sums.rated < report.sums.required && (
        <Section title={t('open.title')}>
          <OpenLines lines={report.lines} names={names} />
        </Section>
      )}
      <Section title={t('training.title')} lede={t('training.lede')}>
        <TrainingList view={view} names={names} />
      </Section>
      <Section title={t('comments.title')}>
        <CommentList view={view} names={names} />
      </Section>
    </>
  )
}
