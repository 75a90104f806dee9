import { useTranslation } from 'react-i18next'
import type { Unit } from '../../../core/domain/person.ts'
import { type AccountRole, accountRoles } from '../../app/accounts.ts'
import { CheckBox } from '../../ui/check-box.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './accounts.module.css'

type RoleProps = { readonly roles: readonly AccountRole[]; readonly onChange: (roles: readonly AccountRole[]) => void }

/** What an account may do; each role with its sentence. */
export const RoleFields = ({ roles, onChange }: RoleProps) => {
  const { t } = useTranslation('access')
  return (
    <fieldset className={styles['part']}>
      <legend>{t('accounts.roles')}</legend>
      {accountRoles.map((role) => (
        <CheckBox
          key={role}
          label={t(`role.${role}`)}
          hint={t(`may.${role}`)}
          checked={roles.includes(role)}
          onChange={(on) => onChange(accountRoles.filter((one) => (one === role ? on : roles.includes(one))))}
        />
      ))}
    </fieldset>
  )
}

type UnitProps = {
  readonly all: readonly Unit[]
  readonly units: readonly string[]
  readonly onChange: (units: readonly string[]) => void
}

/** Where a supervisor or a director looks: these units and all below them. */
export const UnitFields = ({ all, units, onChange }: UnitProps) => {
  const { t } = useTranslation('access')
  const { compare } = useFigures()
  return (
    <details className={styles['part']}>
      <summary>{t('accounts.unitsOf', { count: units.length })}</summary>
      <p className={styles['under']}>{t('accounts.unitsHint')}</p>
      {[...all]
        .sort((a, b) => compare(a.name, b.name))
        .map(({ id, name, code }) => (
          <CheckBox
            key={id}
            label={name}
            hint={code}
            checked={units.includes(id)}
            onChange={(on) => onChange(on ? [...units, id] : units.filter((one) => one !== id))}
          />
        ))}
    </details>
  )
}

/** Whether the choice of units means anything for these roles. */
export const looksByUnit = (roles: readonly AccountRole[]): boolean =>
  roles.some((role) => role === 'supervisor' || role === 'hr-director')
