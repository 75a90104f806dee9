import { useTranslation } from 'react-i18next'
import type { PackId } from '../../../core/domain/id.ts'
import type { Unit } from '../../../core/domain/person.ts'
import { textIn } from '../../../core/domain/text.ts'
import type { StoredPack } from '../../app/own.ts'
import { Select } from '../../ui/select.tsx'
import styles from './campaigns.module.css'
import type { DraftProps } from './draft-props.ts'
import { SavedField } from './saved-field.tsx'
import { Step } from './step.tsx'

type Props = DraftProps & { readonly site: Unit | undefined; readonly packs: readonly StoredPack[] }

/** Where, under what name, and against which pack. */
export const HeadFields = ({ campaign, save, site, packs }: Props) => {
  const { t, i18n } = useTranslation('campaigns')
  return (
    <Step title={t('builder.site')} about={site?.name}>
      <div className={styles['fields']}>
        <SavedField
          label={t('builder.name')}
          hint={t('builder.nameHint')}
          value={campaign.name}
          save={(name) => save({ name: name.trim() })}
        />
        <Select
          label={t('builder.pack')}
          options={packs.map(({ id, pack }) => ({
            value: id as string,
            label: t('builder.packVersion', { name: textIn(pack.name, i18n.language), version: pack.version }),
          }))}
          value={campaign.pack as string}
          onChange={(pack) => void save({ pack: pack as PackId })}
        />
      </div>
    </Step>
  )
}
