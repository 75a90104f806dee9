import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { trainingNeeds } from '../../../core/domain/need.ts'
import { type CampaignReport, signedOf } from '../../../core/domain/report.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import type { Names } from './names.ts'
import { NeedsHelp } from './needs-help.tsx'
import { NeedsTable } from './needs-table.tsx'
import { Section } from './section.tsx'

type Props = { readonly report: CampaignReport; readonly names: Names }

/** What is read at a glance; the others are one press away. */
const firstShown = 10

/** Training needs of the officers counted, greatest first. */
export const NeedsSection = ({ report, names }: Props) => {
  const { t } = useTranslation('gaps')
  const [helping, setHelping] = useState(false)
  const [whole, setWhole] = useState(false)
  const needs = trainingNeeds(
    signedOf(report.officers).map(({ lines }) => lines),
    names.highest,
  )
  return (
    <Section
      title={t('needs.title')}
      lede={t('needs.lede', { n: report.completeness.signed, of: report.completeness.assigned })}
      actions={
        <Button kind="quiet" icon="info" onClick={() => setHelping(true)}>
          {t('needs.help')}
        </Button>
      }
    >
      <NeedsTable needs={whole ? needs : needs.slice(0, firstShown)} names={names} />
      {needs.length > firstShown && (
        <Button kind="quiet" icon={whole ? 'chevron-up' : 'chevron-down'} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t('needs.fewer', { count: firstShown }) : t('needs.all', { count: needs.length })}
        </Button>
      )}
      <Sheet open={helping} onClose={() => setHelping(false)} title={t('needs.help')}>
        <NeedsHelp highest={names.level(names.highest)} />
      </Sheet>
    </Section>
  )
}
