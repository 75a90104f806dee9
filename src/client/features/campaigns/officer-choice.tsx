import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonId } from '../../../core/domain/id.ts'
import { fullName } from '../../../core/domain/person.ts'
import type { candidatesAt } from '../../app/campaigns.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { matches } from '../../ui/forgiving-match.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { useFigures } from '../../ui/number.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import styles from './campaigns.module.css'
import type { DraftProps } from './draft-props.ts'
import { Step } from './step.tsx'

type Candidate = ReturnType<typeof candidatesAt>['officers'][number]
type Props = DraftProps & { readonly candidates: readonly Candidate[] }

/** Officers by unit; a whole unit, or the whole site, in one tap. */
export const OfficerChoice = ({ campaign, save, candidates }: Props) => {
  const { t } = useTranslation('campaigns')
  const { compare, integer } = useFigures()
  const [query, setQuery] = useState('')
  const chosen = new Set(campaign.officers)
  const choose = (people: readonly PersonId[], isChosen: boolean): void => {
    const others = campaign.officers.filter((officer) => !people.includes(officer))
    void save({ officers: isChosen ? [...others, ...people] : others })
  }
  const shown = candidates
    .filter(
      ({ person, post }) => query.trim() === '' || matches(query, `${fullName(person)} ${person.registration} ${post.title}`),
    )
    .sort((a, b) => compare(a.person.familyName, b.person.familyName) || compare(a.person.givenName, b.person.givenName))
  const unitNames = [...new Set(shown.map(({ unit }) => unit?.name ?? ''))].sort(compare)
  const everybody = candidates.map(({ person }) => person.id)
  // Somebody who left the site since stays counted, so that the check can name them.
  const here = everybody.filter((id) => chosen.has(id)).length
  return (
    <Step
      title={t('builder.officers')}
      about={t('builder.officersChosen', {
        chosen: integer(campaign.officers.length),
        of: integer(Math.max(everybody.length, campaign.officers.length)),
      })}
    >
      {candidates.length === 0 ? (
        <div className={styles['fields']}>
          <p className={styles['about']}>{t('builder.noOfficers')}</p>
          <LinkButton to="/people/import" icon="upload">
            {t('list.missing.toImport')}
          </LinkButton>
        </div>
      ) : (
        <>
          <div className={styles['tools']}>
            <CheckBox
              label={t('builder.allOfficers')}
              checked={here === everybody.length}
              onChange={(isChosen) => choose(everybody, isChosen)}
            />
            <SearchBox label={t('builder.search')} value={query} onChange={setQuery} found={integer(shown.length)} />
          </div>
          {unitNames.map((name) => (
            <UnitOfficers
              key={name}
              name={name}
              members={shown.filter(({ unit }) => (unit?.name ?? '') === name)}
              chosen={chosen}
              choose={choose}
              whole={query.trim() === ''}
            />
          ))}
          {campaign.officers.some((officer) => !everybody.includes(officer)) && (
            <Button
              kind="quiet"
              icon="trash"
              onClick={() =>
                choose(
                  campaign.officers.filter((officer) => !everybody.includes(officer)),
                  false,
                )
              }
            >
              {t('builder.dropOthers', { count: campaign.officers.filter((officer) => !everybody.includes(officer)).length })}
            </Button>
          )}
        </>
      )}
    </Step>
  )
}

type UnitProps = {
  readonly name: string
  readonly members: readonly Candidate[]
  readonly chosen: ReadonlySet<PersonId>
  readonly choose: (people: readonly PersonId[], isChosen: boolean) => void
  /** False while a search hides some of the unit: then nobody can take all of it unseen. */
  readonly whole: boolean
}

const UnitOfficers = ({ name, members, chosen, choose, whole }: UnitProps) => {
  const { t } = useTranslation('campaigns')
  const ids = members.map(({ person }) => person.id)
  const count = ids.filter((id) => chosen.has(id)).length
  return (
    <fieldset className={styles['unit']}>
      <legend>
        {name} <span className={styles['about']}>{t('builder.ofUnit', { chosen: count, of: ids.length })}</span>
      </legend>
      {whole && (
        <CheckBox
          label={t('builder.allOfUnit', { unit: name })}
          checked={count === ids.length}
          onChange={(isChosen) => choose(ids, isChosen)}
        />
      )}
      <ul className={styles['members']}>
        {members.map(({ person, post }) => (
          <li key={person.id}>
            <CheckBox
              label={fullName(person)}
              hint={`${post.title} · ${person.registration}`}
              checked={chosen.has(person.id)}
              onChange={(isChosen) => choose([person.id], isChosen)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
