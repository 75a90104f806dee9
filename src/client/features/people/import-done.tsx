import { useTranslation } from 'react-i18next'
import type { StaffCounts, StaffPlan } from '../../../core/exchange/staff-plan.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFigures } from '../../ui/number.ts'

/** What was done, and what to do next. */
export const ImportDone = ({ counts }: { readonly counts: StaffPlan['counts'] }) => {
  const { t } = useTranslation('people')
  const { list } = useFigures()
  const changed = ({ created, updated }: StaffCounts): number => created + updated
  const what = (['people', 'posts', 'units'] as const)
    .filter((kind) => changed(counts[kind]) > 0)
    .map((kind) => t(`count.${kind}`, { count: changed(counts[kind]) }))
  return (
    <Notice
      tone="success"
      live
      title={t('import.done.title')}
      actions={
        <>
          <LinkButton to="/people" kind="primary" icon="people">
            {t('import.done.people')}
          </LinkButton>
          <LinkButton to="/campaigns" icon="campaign">
            {t('import.done.campaign')}
          </LinkButton>
        </>
      }
    >
      {t('import.done.text', { what: list(what) })}
    </Notice>
  )
}
