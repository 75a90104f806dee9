import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '../../../../core/domain/person.ts'
import type { Account } from '../../../app/accounts.ts'
import { Button } from '../../../ui/button.tsx'
import { useFigures } from '../../../ui/number.ts'
import { SearchBox } from '../../../ui/search-box.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { accountsFound, personOfAccount, type Staff } from '../account-staff.ts'
import { choices, everything, type Filter } from './filter.ts'
import styles from './journal.module.css'

type Props = {
  readonly filter: Filter
  readonly choose: (filter: Filter) => void
  readonly accounts: readonly Account[]
  readonly staff: Staff
}

/** In a list that is longer nobody finds a name; then a few letters of it come first. */
const longest = 60
/** So many are offered at most. */
const most = 200

/** Which deeds are wanted: of one kind, of or about one person, of some days. */
export const JournalFilters = ({ filter, choose, accounts, staff }: Props) => {
  const { t } = useTranslation('journal')
  const { compare } = useFigures()
  const [query, setQuery] = useState('')
  const found = accountsFound(accounts, staff, query)
  const people = [...found]
    .map((account) => ({ value: account.id as string, label: labelOf(account, staff, t('filter.noPerson')) }))
    .sort((a, b) => compare(a.label, b.label))
    .slice(0, most)
  const chosen = accounts.find(({ id }) => id === filter.account)
  const offered =
    chosen && !people.some(({ value }) => value === chosen.id)
      ? [{ value: chosen.id as string, label: labelOf(chosen, staff, t('filter.noPerson')) }, ...people]
      : people
  return (
    <section className={styles['filters']} aria-label={t('filters')}>
      <Select
        label={t('filter.action')}
        options={[
          { value: '' as Filter['action'], label: t('filter.every') },
          ...choices.map((value) => ({ value, label: t(`kind.${value}`) })),
        ]}
        value={filter.action}
        onChange={(action) => choose({ ...filter, action })}
      />
      <div className={styles['people']}>
        {accounts.length > longest && (
          <SearchBox label={t('filter.search')} value={query} onChange={setQuery} found={String(found.length)} />
        )}
        <Select
          label={t('filter.account')}
          options={[{ value: '', label: t('filter.everybody') }, ...offered]}
          value={filter.account}
          onChange={(account) => choose({ ...filter, account })}
        />
      </div>
      <div className={styles['days']}>
        <TextField
          type="date"
          label={t('filter.from')}
          max={filter.until || undefined}
          value={filter.from}
          onChange={(from) => choose({ ...filter, from })}
        />
        <TextField
          type="date"
          label={t('filter.until')}
          min={filter.from || undefined}
          value={filter.until}
          onChange={(until) => choose({ ...filter, until })}
        />
      </div>
      {filter !== everything && (
        <Button kind="quiet" icon="close" onClick={() => choose(everything)}>
          {t('filter.clear')}
        </Button>
      )}
    </section>
  )
}

const labelOf = (account: Account, staff: Staff, noPerson: string): string => {
  const person = personOfAccount(account, staff)
  return person ? `${fullName(person)} (${account.name})` : `${account.name} (${noPerson})`
}
