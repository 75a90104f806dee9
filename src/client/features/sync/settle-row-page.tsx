import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { entityKinds } from '../../../core/protocol/operation.ts'
import { useLive } from '../../app/context.tsx'
import { fullNameOfRecord } from '../../app/record-name.ts'
import { rowDisputeOf } from '../../app/row-dispute.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { idInAddress } from './record-address.ts'
import { SettleRowForm } from './settle-row-form.tsx'

/** What two people wrote differently of a person, a post, a campaign …, at `/sync/settle/:kind/:id`. */
export const SettleRowPage = () => {
  const { t, i18n } = useTranslation('settle')
  const { kind = '', id: part = '' } = useParams<{ kind: string; id: string }>()
  const id = idInAddress(part)
  const known = entityKinds.find((one) => one === kind && one !== 'assessment')
  const found = useLive(
    async (app) => {
      const dispute = known ? await rowDisputeOf(app, known, id, i18n.language) : null
      return { dispute, name: dispute ? await fullNameOfRecord(app, dispute.row.kind, dispute.row.fields) : '' }
    },
    [known, id, i18n.language],
  )
  const dispute = found?.dispute
  const isOpen = dispute && dispute.fields.length + dispute.standing.length > 0
  return (
    <Page
      title={found?.name || t('row.title')}
      eyebrow={known && t(`sync:refused.kind.${known}`)}
      lede={isOpen && t(dispute.frozen ? 'row.frozen' : 'row.lede')}
      width="reading"
      actions={
        <LinkButton to="/sync" kind="quiet" icon="arrow-left">
          {t('sync:receipt.toSync')}
        </LinkButton>
      }
    >
      {!found && <Skeleton shape="rows" count={5} />}
      {found && !isOpen && <NothingToSettle missing={!dispute} />}
      {isOpen && <SettleRowForm key={dispute.late.join()} dispute={dispute} />}
    </Page>
  )
}

const NothingToSettle = ({ missing }: { readonly missing: boolean }) => {
  const { t } = useTranslation('settle')
  return (
    <EmptyState
      icon={missing ? 'search' : 'check'}
      title={t(missing ? 'row.missing' : 'row.none')}
      actions={
        <LinkButton to="/sync" kind="primary" icon="sync">
          {t('toSync')}
        </LinkButton>
      }
    >
      <p>{t(missing ? 'row.missingText' : 'row.noneText')}</p>
    </EmptyState>
  )
}
