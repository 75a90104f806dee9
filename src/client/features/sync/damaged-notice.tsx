import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useDamaged } from '../../app/use-damaged.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'

/** On every screen with lists: something is missing in them. What to do about it stands in the sync centre. */
export const DamagedNotice = () => {
  const { t } = useTranslation('sync')
  const [here] = useLocation()
  const count = useDamaged(({ items }) => items.filter(({ read }) => !read).length)
  if (count === 0 || here === '/sync') return null
  return (
    <Notice
      tone="warning"
      live
      title={t('damaged.told', { count })}
      actions={
        <LinkButton to="/sync" icon="sync">
          {t('damaged.open')}
        </LinkButton>
      }
    >
      {t('damaged.missing')}
    </Notice>
  )
}
