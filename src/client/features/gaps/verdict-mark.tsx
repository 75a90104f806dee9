import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../core/domain/gap.ts'
import { GapShape, type GapSignStatus } from '../../ui/gap-sign.tsx'
import styles from './verdict-mark.module.css'

const shapes: Readonly<Record<Verdict, GapSignStatus>> = {
  ready: 'meets',
  'not-yet': 'shortfall',
  vetoed: 'shortfall',
  undetermined: 'not-observed',
}

type Props = { readonly verdict: Verdict; readonly sentence?: boolean }

/** The verdict in words, with the shape of the gap that it stands on. */
export const VerdictMark = ({ verdict, sentence = false }: Props) => {
  const { t } = useTranslation('gaps')
  return (
    <span className={styles['mark']}>
      <GapShape status={shapes[verdict]} />
      {t(sentence ? `verdict.${verdict}` : `verdictShort.${verdict}`)}
    </span>
  )
}
