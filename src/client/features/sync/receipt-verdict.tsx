import { useTranslation } from 'react-i18next'
import { now } from '../../app/clock.ts'
import type { ReceiptCheck } from '../../app/receipts.ts'
import { classes } from '../../ui/classes.ts'
import { useFigures } from '../../ui/number.ts'
import styles from './receipt.module.css'

/** The words for what a check found, under `receipt.check.<name>` of the locale. */
export const checkName = (check: ReceiptCheck): string =>
  check.check === 'proven' ? (check.text === 'same' ? 'proven' : 'proven-alone') : check.check

/** What was found when this paper was drawn: a receipt that does not hold says so on the paper itself. */
export const ReceiptVerdict = ({ check }: { readonly check: ReceiptCheck }) => {
  const { t } = useTranslation('sync')
  const { dateTime } = useFigures()
  const proven = check.check === 'proven'
  return (
    <p className={classes(styles['verdict'], !proven && styles['wrong'])}>
      <strong>{t(`receipt.check.${checkName(check)}`)}</strong> {t('receipt.checkedAt', { date: dateTime(now()) })}
    </p>
  )
}
