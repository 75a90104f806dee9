import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../core/domain/campaign.ts'
import type { Pack } from '../../../core/domain/pack.ts'
import { textIn } from '../../../core/domain/text.ts'
import { useFigures } from '../../ui/number.ts'
import styles from './campaigns.module.css'

type Props = { readonly campaign: Campaign; readonly pack: Pack | undefined }

/** What publication froze, to be read and not changed. */
export const FrozenFacts = ({ campaign, pack }: Props) => {
  const { t, i18n } = useTranslation('campaigns')
  const { date, percent } = useFigures()
  const { settings, opens, closes } = campaign
  const facts = [
    ['published.dates', t('list.dates', { opens: date(opens), closes: date(closes) })],
    [
      'published.pack',
      pack
        ? t('builder.packVersion', { name: textIn(pack.name, i18n.language), version: pack.version })
        : t('problem.pack-missing'),
    ],
    [
      'published.comment',
      settings.commentFrom === null ? t('builder.commentNone') : t('builder.commentFrom', { count: settings.commentFrom }),
    ],
    ['published.ready', percent(settings.readyFrom)],
    ['published.observation', t('published.observationDays', { count: settings.observationDays })],
  ] as const
  return (
    <>
      <h3 className={styles['frozen']}>{t('published.facts')}</h3>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
