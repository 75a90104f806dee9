import { useTranslation } from 'react-i18next'
import type { Place } from '../app/places.ts'
import type { NavEntry } from '../shell/app-frame.tsx'

/** Accounts and tablets are one subject with two pages: one entry leads to both. */
const alsoThere: { readonly [place: string]: string } = { accounts: '/tablets' }

const icons: Readonly<Record<Exclude<Place, 'tablets'>, NavEntry['icon']>> = {
  assess: 'tablet',
  gaps: 'chart',
  campaigns: 'campaign',
  people: 'people',
  library: 'book',
  accounts: 'lock',
  'my-file': 'person',
  sync: 'sync',
}

/** The places as entries of the bars. */
export const useNav = (places: readonly Place[]): readonly NavEntry[] => {
  const { t } = useTranslation('shell')
  return places.flatMap((place) =>
    place === 'tablets' ? [] : [{ to: `/${place}`, label: t(`places.${place}`), icon: icons[place], also: alsoThere[place] }],
  )
}
