import { useTranslation } from 'react-i18next'
import { fullName } from '../../../core/domain/person.ts'
import { fingerprintOf } from '../../../core/protocol/fingerprint.ts'
import type { App } from '../../app/app.ts'
import { now } from '../../app/clock.ts'
import type { LastContact } from '../../app/contact.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { ownPeople } from '../../app/own.ts'
import { headquartersOf } from '../../app/receipts.ts'
import { useSession } from '../../app/session.ts'
import { deviceSigner } from '../../app/signing.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { useFigures } from '../../ui/number.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useStorage } from './storage-estimate.ts'
import styles from './sync.module.css'

const query = async (app: App) => {
  const [people, contact, waiting, headquarters, signer] = await Promise.all([
    ownPeople(app),
    app.database.meta.get('contact'),
    app.database.unsent.count(),
    headquartersOf(app),
    // A tablet without accounts makes its key when it signs, and not before.
    useSession.getState().session ? deviceSigner(app.database) : undefined,
  ])
  return {
    holder: people.find((person) => person.id === app.identity.person),
    contact: contact?.value as LastContact | undefined,
    waiting,
    fingerprint: headquarters.fingerprint,
    own: signer && fingerprintOf(signer.key),
  }
}

/** Who holds the tablet, and everything a helper at headquarters asks for on the phone. */
export const Health = () => {
  const { t } = useTranslation('sync')
  const { identity, version } = useApp()
  const figures = useFigures()
  const storage = useStorage()
  const found = useLive(query)
  if (!found) return <Skeleton shape="rows" />
  const { holder, contact, waiting, fingerprint, own } = found
  const minutes = contact ? Math.round(Math.abs(contact.offset) / 60_000) : 0
  const facts = [
    ['device.holder', holder ? `${fullName(holder)} · ${holder.registration}` : t('device.nobody')],
    ['device.unsent', t('waiting.operations', { count: waiting })],
    ['device.contact', contact ? `${figures.age(contact.at, now())} (${figures.dateTime(contact.at)})` : t('now.never')],
    [
      'device.clock',
      !contact ? t('device.clockUnknown') : minutes === 0 ? t('device.clockRight') : t('device.clockOff', { minutes }),
    ],
    [
      'device.storage',
      storage?.room
        ? t('device.storageText', { used: figures.integer(storage.room.used), quota: figures.integer(storage.room.quota) })
        : t('device.storageUnknown'),
    ],
    ['device.kept', storage?.kept ? t('device.keptYes') : t('device.keptNo')],
    ['device.version', version],
    ['device.id', identity.device],
    ['device.key', fingerprint ?? t('now.never')],
    ...(own ? [['device.ownKey', own] as const] : []),
  ] as const
  return (
    <section className={styles['part']} aria-labelledby="health">
      <h2 id="health">{t('device.health')}</h2>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <LinkButton to="/who" icon="person">
          {t('device.change')}
        </LinkButton>
      </div>
    </section>
  )
}
