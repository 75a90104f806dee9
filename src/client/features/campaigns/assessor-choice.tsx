import { useTranslation } from 'react-i18next'
import { fullName, type Person } from '../../../core/domain/person.ts'
import { CheckBox } from '../../ui/check-box.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { useFigures } from '../../ui/number.ts'
import styles from './campaigns.module.css'
import type { DraftProps } from './draft-props.ts'
import { Step } from './step.tsx'

type Props = DraftProps & { readonly candidates: readonly Person[] }

/** Who scores. Their share of the officers is made at publication. */
export const AssessorChoice = ({ campaign, save, candidates }: Props) => {
  const { t } = useTranslation('campaigns')
  const { compare, integer } = useFigures()
  const sorted = [...candidates].sort((a, b) => compare(a.familyName, b.familyName) || compare(a.givenName, b.givenName))
  const choose = (person: Person, isChosen: boolean): void => {
    const others = campaign.assessors.filter((assessor) => assessor !== person.id)
    void save({ assessors: isChosen ? [...others, person.id] : others })
  }
  return (
    <Step
      title={t('builder.assessors')}
      about={t('builder.ofUnit', { chosen: integer(campaign.assessors.length), of: integer(candidates.length) })}
    >
      {candidates.length === 0 ? (
        <div className={styles['fields']}>
          <p className={styles['about']}>{t('builder.noAssessors')}</p>
          <LinkButton to="/people" icon="people">
            {t('builder.toPeople')}
          </LinkButton>
        </div>
      ) : (
        <>
          <p className={styles['about']}>{t('builder.assessorsText')}</p>
          <ul className={styles['members']}>
            {sorted.map((person) => (
              <li key={person.id}>
                <CheckBox
                  label={fullName(person)}
                  hint={[person.grade, person.registration].filter(Boolean).join(' · ')}
                  checked={campaign.assessors.includes(person.id)}
                  onChange={(isChosen) => choose(person, isChosen)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </Step>
  )
}
