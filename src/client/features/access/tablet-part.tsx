import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tablet } from '../../app/accounts.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './accounts.module.css'

type Contact = Tablet['contacts'][number]

/** In milliseconds. A clock that is further off puts work in a wrong order on paper. */
const offALot = 120_000

/** One tablet with everybody who works on it, as each profile was last heard of. */
export const TabletPart = ({ tablet, revoke }: { readonly tablet: Tablet; readonly revoke: () => void }) => {
  const { t } = useTranslation('access')
  const { date } = useFigures()
  const id = useId()
  return (
    <section className={styles['tablet']} aria-labelledby={id}>
      <div className={styles['head']}>
        <div>
          <h2 id={id}>{tablet.name}</h2>
          <p className={styles['under']}>
            {[t(`tablets.state.${tablet.state}`), t('tablets.since', { date: date(tablet.enrolled) })].join(' · ')}
          </p>
        </div>
        {tablet.state === 'active' && (
          <Button icon="close" aria-label={t('tablets.revokeNamed', { name: tablet.name })} onClick={revoke}>
            {t('tablets.revoke')}
          </Button>
        )}
      </div>
      {tablet.contacts.length === 0 ? (
        <p className={styles['under']}>{t('tablets.nobody')}</p>
      ) : (
        <Contacts name={tablet.name} contacts={tablet.contacts} />
      )}
    </section>
  )
}

const Contacts = ({ name, contacts }: { readonly name: string; readonly contacts: readonly Contact[] }) => {
  const { t } = useTranslation('access')
  const { age, integer } = useFigures()
  const present = Date.now()
  return (
    <DataTable
      caption={t('tablets.profilesOf', { name })}
      captionHidden
      rows={contacts}
      rowKey={({ device }) => device}
      columns={[
        { key: 'owner', head: t('tablets.owner'), names: true, cell: ({ account }) => account },
        { key: 'last', head: t('tablets.last'), cell: ({ last }) => age(last, present) },
        {
          key: 'unsent',
          head: t('tablets.unsent'),
          numeric: true,
          cell: ({ unsent }) => (
            <span className={classes((unsent ?? 0) > 0 && styles['loud'])}>
              {unsent === null ? t('unknown') : integer(unsent)}
            </span>
          ),
        },
        { key: 'storage', head: t('tablets.storage'), cell: ({ storage }) => t(`tablets.kept.${storage}`) },
        { key: 'clock', head: t('tablets.clock'), cell: ({ offset }) => <Clock offset={offset} /> },
        { key: 'app', head: t('tablets.app'), cell: ({ app }) => app || t('unknown') },
        {
          key: 'protocol',
          head: t('tablets.protocol'),
          numeric: true,
          cell: ({ protocol }) => (protocol === null ? t('unknown') : integer(protocol)),
        },
      ]}
    />
  )
}

const Clock = ({ offset }: { readonly offset: number | null }) => {
  const { t } = useTranslation('access')
  const { signed } = useFigures()
  if (offset === null) return t('unknown')
  if (Math.abs(offset) < offALot) return t('tablets.clockRight')
  return <span className={styles['loud']}>{t('tablets.clockOff', { minutes: signed(Math.round(offset / 60_000)) })}</span>
}
