import { useTranslation } from 'react-i18next'
import type { Account } from '../../app/accounts.ts'
import { classes } from '../../ui/classes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { useFigures } from '../../ui/number.ts'
import { nameOfAccount, personOfAccount, type Staff } from './account-staff.ts'
import styles from './accounts.module.css'

type Props = { readonly accounts: readonly Account[]; readonly staff: Staff; readonly open: (account: string) => void }

/** Every account: whose it is, what it may do, where, and whether it works. */
export const AccountTable = ({ accounts, staff, open }: Props) => {
  const { t } = useTranslation('access')
  const { list, compare } = useFigures()
  const unitName = (id: string): string => staff.units.find((unit) => unit.id === id)?.name ?? t('accounts.unitUnknown')
  const sorted = [...accounts].sort((a, b) => compare(nameOfAccount(a, staff), nameOfAccount(b, staff)))
  return (
    <DataTable
      caption={t('accounts.count', { count: accounts.length })}
      rows={sorted}
      rowKey={({ id }) => id}
      empty={t('accounts.none')}
      columns={[
        {
          key: 'who',
          head: t('accounts.person'),
          names: true,
          cell: (account) => (
            <button type="button" className={styles['open']} onClick={() => open(account.id)}>
              {nameOfAccount(account, staff)}
              <span className={styles['under']}>{personOfAccount(account, staff)?.registration ?? t('accounts.noPerson')}</span>
            </button>
          ),
        },
        { key: 'login', head: t('login.label'), cell: ({ name }) => <code className={styles['login']}>{name}</code> },
        { key: 'roles', head: t('accounts.roles'), cell: ({ roles }) => list(roles.map((role) => t(`role.${role}`))) },
        {
          key: 'units',
          head: t('accounts.units'),
          cell: ({ units }) => (units.length > 0 ? list(units.map(unitName)) : t('accounts.byRole')),
        },
        {
          key: 'state',
          head: t('accounts.state'),
          cell: ({ state, mustChange }) => (
            <span className={classes(state === 'disabled' && styles['disabled'])}>
              {t(state === 'disabled' ? 'accounts.disabled' : mustChange ? 'accounts.waiting' : 'accounts.active')}
            </span>
          ),
        },
      ]}
    />
  )
}
