import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LockPort, ProfileCard } from '../../app/entry.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CarryOut } from './carry-out.tsx'
import styles from './lock.module.css'
import { OpenProfile } from './open-profile.tsx'
import { ProfileTiles } from './profile-tiles.tsx'

type Props = { readonly port: LockPort }

type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'open'; readonly profile: string }
  | { readonly at: 'carry'; readonly profile: string }

/** What a locked tablet shows: whose profiles are on it, by sign and initials, and nothing of anybody’s work. */
export const LockScreen = ({ port }: Props) => {
  const [profiles, setProfiles] = useState<readonly ProfileCard[] | null>(null)
  const [step, setStep] = useState<Step | null>(null)
  const [lost, setLost] = useState(0)
  const read = useCallback(async () => setProfiles(await port.profiles()), [port])
  useEffect(() => void read(), [read])
  useEffect(() => void port.lost().then(setLost), [port])
  if (!profiles) return <Opening />

  const [only] = profiles
  // One person’s own tablet asks at once for what opens it.
  const shown: Step = step ?? (only && profiles.length === 1 ? { at: 'open', profile: only.id } : { at: 'choose' })
  const card = shown.at === 'choose' ? undefined : profiles.find(({ id }) => id === shown.profile)
  const choose = (): void => {
    setStep({ at: 'choose' })
    void read()
  }
  if (shown.at === 'choose' || !card)
    return (
      <Choose profiles={profiles} open={(profile) => setStep({ at: 'open', profile })} add={port.addProfile}>
        {lost > 0 && <Lost count={lost} show={port.showLost} />}
      </Choose>
    )
  if (shown.at === 'carry')
    return <CarryOut key={card.id} port={port} card={card} back={() => setStep({ at: 'open', profile: card.id })} />
  return (
    <OpenProfile
      key={card.id}
      port={port}
      card={card}
      alone={profiles.length === 1}
      carry={() => setStep({ at: 'carry', profile: card.id })}
      choose={choose}
    >
      {lost > 0 && <Lost count={lost} show={port.showLost} />}
    </OpenProfile>
  )
}

/** Sealed work whose profile is no more here: it waits for anybody to open theirs. */
const Lost = ({ count, show }: { readonly count: number; readonly show: () => void }) => {
  const { t } = useTranslation('access')
  return (
    <div className={styles['lost']}>
      <Notice tone="warning" title={t('lost.still', { count })} actions={<Button onClick={show}>{t('lost.show')}</Button>}>
        {t('lost.stillDo')}
      </Notice>
    </div>
  )
}

type ChooseProps = {
  readonly profiles: readonly ProfileCard[]
  readonly open: (profile: string) => void
  readonly add: () => void
  readonly children: ReactNode
}

const Choose = ({ profiles, open, add, children }: ChooseProps) => {
  const { t } = useTranslation('access')
  return (
    <Page title={t('lock.title')} lede={t('lock.lede')} width="reading">
      {children}
      <ProfileTiles profiles={profiles} open={open} />
      <p className={styles['after']}>
        <Button icon="plus" onClick={add}>
          {t('lock.add')}
        </Button>
      </p>
    </Page>
  )
}

const Opening = () => {
  const { t } = useTranslation('access')
  return (
    <Page title={t('lock.title')} width="reading">
      <Skeleton shape="rows" count={2} />
    </Page>
  )
}
