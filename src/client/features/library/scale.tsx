import { useTranslation } from 'react-i18next'
import type { Scale as ScaleOf } from '../../../core/domain/scale.ts'
import { textIn } from '../../../core/domain/text.ts'
import styles from './library.module.css'

/** What the levels mean whatever the competency, folded: whoever works with them every day knows them. */
export const Scale = ({ scale }: { readonly scale: ScaleOf }) => {
  const { t, i18n } = useTranslation('library')
  return (
    <details className={styles['scale']}>
      <summary>{t('dictionary.scale')}</summary>
      <dl>
        {scale.levels.map(({ level, name, description }) => (
          <div key={level}>
            <dt>
              {level} · {textIn(name, i18n.language)}
            </dt>
            {description && <dd>{textIn(description, i18n.language)}</dd>}
          </div>
        ))}
      </dl>
    </details>
  )
}
