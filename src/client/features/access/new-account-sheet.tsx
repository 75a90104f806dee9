import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '../../../core/domain/person.ts'
import { type Account, type AccountRole, makeAccount } from '../../app/accounts.ts'
import { Button } from '../../ui/button.tsx'
import { useFigures } from '../../ui/number.ts'
import { Select } from '../../ui/select.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { loginOf, rolesOfPerson, type Staff } from './account-staff.ts'
import styles from './accounts.module.css'
import { isLogin, LoginField } from './fields.tsx'
import type { HandOver } from './hand-over-paper.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { looksByUnit, RoleFields, UnitFields } from './role-fields.tsx'
import { useAsking } from './use-asking.ts'

type Props = {
  readonly staff: Staff
  readonly accounts: readonly Account[]
  readonly made: (card: HandOver) => void
  readonly close: () => void
}

const nobody = 'nobody'

/** A new account: for whom, under which name, with which roles. Its passphrase comes from headquarters, once. */
export const NewAccountSheet = ({ staff, accounts, made, close }: Props) => {
  const { t } = useTranslation('access')
  const { compare } = useFigures()
  const [person, setPerson] = useState<string | undefined>(undefined)
  const [name, setName] = useState('')
  const [roles, setRoles] = useState<readonly AccountRole[]>([])
  const [units, setUnits] = useState<readonly string[]>([])
  const [tried, setTried] = useState(false)
  const { busy, refusal, ask } = useAsking()
  const held = new Set(accounts.map((account) => account.person as string | null))
  const free = staff.people.filter(({ id }) => !held.has(id)).sort((a, b) => compare(fullName(a), fullName(b)))

  const choose = (id: string): void => {
    const chosen = staff.people.find((one) => one.id === id)
    setPerson(id)
    setRoles(chosen ? rolesOfPerson(chosen) : roles)
    if (chosen)
      setName(
        loginOf(
          chosen,
          accounts.map((account) => account.name),
        ),
      )
  }
  const submit = async (): Promise<void> => {
    setTried(true)
    if (!person || !isLogin(name) || roles.length === 0) return
    const whose = person === nobody ? null : person
    const done = await ask(() =>
      makeAccount({ name, person: whose, roles: [...roles], units: looksByUnit(roles) ? [...units] : [] }),
    )
    if (!done) return
    const holder = staff.people.find(({ id }) => id === whose)
    made({ login: name, passphrase: done.value.passphrase, holder: holder && fullName(holder), roles })
  }

  return (
    <Sheet
      open
      onClose={close}
      title={t('accounts.new')}
      actions={
        <Button kind="primary" busy={busy && t('accounts.making')} onClick={() => void submit()}>
          {t('accounts.make')}
        </Button>
      }
    >
      <div className={styles['sheet']}>
        <Select
          label={t('accounts.person')}
          placeholder={t('accounts.choose')}
          error={tried && !person ? t('accounts.choose') : undefined}
          options={[
            ...free.map((one) => ({ value: one.id as string, label: `${fullName(one)} · ${one.registration}` })),
            { value: nobody, label: t('accounts.nobody') },
          ]}
          value={person}
          onChange={choose}
        />
        <LoginField value={name} onChange={setName} tried={tried} />
        <RoleFields roles={roles} onChange={setRoles} />
        {tried && roles.length === 0 && <p role="alert">{t('accounts.noRole')}</p>}
        {looksByUnit(roles) && <UnitFields all={staff.units} units={units} onChange={setUnits} />}
        <RefusalNotice refusal={refusal} />
      </div>
    </Sheet>
  )
}
