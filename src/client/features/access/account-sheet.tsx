import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountChange } from '../../../core/protocol/access/accounts.ts'
import { type Account, changeAccount, resetPassphrase } from '../../app/accounts.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { nameOfAccount, type Staff } from './account-staff.ts'
import styles from './accounts.module.css'
import type { HandOver } from './hand-over-paper.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { looksByUnit, RoleFields, UnitFields } from './role-fields.tsx'
import { useAsking } from './use-asking.ts'

type Props = {
  readonly account: Account
  readonly staff: Staff
  readonly changed: () => void
  readonly reset: (card: HandOver) => void
  readonly close: () => void
}

/** One account: its roles, its units, a new passphrase, or an end to it. Each is done at headquarters, with a word of what follows. */
export const AccountSheet = ({ account, staff, changed, reset, close }: Props) => {
  const { t } = useTranslation('access')
  const [roles, setRoles] = useState(account.roles)
  const [units, setUnits] = useState<readonly string[]>(account.units)
  const [saved, setSaved] = useState(false)
  const [sure, setSure] = useState<'disable' | 'reset' | null>(null)
  const { busy, refusal, ask } = useAsking()
  const holder = nameOfAccount(account, staff)

  const change = async (what: AccountChange): Promise<void> => {
    setSaved(false)
    const done = await ask(() => changeAccount(account.id, what))
    setSure(null)
    if (!done) return
    setSaved(true)
    changed()
  }
  const renew = async (): Promise<void> => {
    const done = await ask(() => resetPassphrase(account.id))
    if (done) reset({ login: account.name, passphrase: done.value, holder, roles: account.roles })
    else setSure(null)
  }
  const save = (): Promise<void> => change({ roles: [...roles], units: looksByUnit(roles) ? [...units] : [] })

  return (
    <Sheet
      open
      onClose={close}
      title={holder}
      actions={
        <Button kind="primary" busy={busy} onClick={() => void save()}>
          {t('accounts.save')}
        </Button>
      }
    >
      <div className={styles['sheet']}>
        <p>
          {t('login.label')} : <code className={styles['login']}>{account.name}</code>
        </p>
        <RoleFields roles={roles} onChange={setRoles} />
        {looksByUnit(roles) && <UnitFields all={staff.units} units={units} onChange={setUnits} />}
        <RefusalNotice refusal={refusal} />
        {saved && <Notice tone="success" live title={t('accounts.saved')} />}
        <section key={sure} ref={sure ? intoView : null} className={styles['deeds']}>
          {sure ? (
            <Notice
              tone="warning"
              live
              title={t(`accounts.${sure}Sure`, { name: holder })}
              actions={
                <>
                  <Button
                    kind={sure === 'disable' ? 'danger' : 'primary'}
                    busy={busy}
                    onClick={() => void (sure === 'reset' ? renew() : change({ state: 'disabled' }))}
                  >
                    {t(`accounts.${sure}`)}
                  </Button>
                  <Button onClick={() => setSure(null)}>{t('cancel')}</Button>
                </>
              }
            >
              {t(`accounts.${sure}What`)}
            </Notice>
          ) : (
            <>
              <Button icon="lock" onClick={() => setSure('reset')}>
                {t('accounts.reset')}
              </Button>
              {account.state === 'active' ? (
                <Button icon="close" onClick={() => setSure('disable')}>
                  {t('accounts.disable')}
                </Button>
              ) : (
                <Button icon="check" busy={busy} onClick={() => void change({ state: 'active' })}>
                  {t('accounts.enable')}
                </Button>
              )}
            </>
          )}
        </section>
      </div>
    </Sheet>
  )
}

/** A question that opened below the edge is not overlooked. */
const intoView = (part: HTMLElement | null): void => part?.scrollIntoView?.({ block: 'nearest' })
