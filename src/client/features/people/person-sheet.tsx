import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName, type Person, type Role } from '../../../core/domain/person.ts'
import { useApp, useLive } from '../../app/context.tsx'
import { ownPeople, ownPosts } from '../../app/own.ts'
import { assignRoles } from '../../app/staff.ts'
import { CheckBox } from '../../ui/check-box.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './people.module.css'

const roles: readonly Role[] = ['officer', 'assessor', 'supervisor', 'hr-director', 'champion']

type Props = { readonly person: Person['id'] | null; readonly onClose: () => void }

/** One person, and in what capacities they act. A role counts as soon as it is ticked. */
export const PersonSheet = ({ person: id, onClose }: Props) => {
  const { t } = useTranslation('people')
  const found = useLive(
    async (app) => ({
      person: (await ownPeople(app)).find((person) => person.id === id),
      post: (await ownPosts(app)).find((post) => post.holder === id),
    }),
    [id],
  )
  const person = found?.person
  if (id === null || !person) return null
  const facts = [
    ['person.registration', person.registration],
    ['person.grade', person.grade || t('person.noGrade')],
    ['person.post', found.post?.title || found.post?.code || t('person.noPost')],
  ] as const
  return (
    <Sheet open onClose={onClose} title={fullName(person)}>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Roles person={person} />
    </Sheet>
  )
}

const Roles = ({ person }: { readonly person: Person }) => {
  const { t } = useTranslation('people')
  const app = useApp()
  const [problem, setProblem] = useState<string | null>(null)
  const choose = async (role: Role, has: boolean): Promise<void> => {
    const done = await assignRoles(app, person, has ? [...person.roles, role] : person.roles.filter((other) => other !== role))
    setProblem(done.ok ? null : done.problem.problem)
  }
  return (
    <fieldset className={styles['roles']}>
      <legend>{t('person.roles')}</legend>
      <p className={styles['about']}>{t('person.rolesText')}</p>
      {roles.map((role) => (
        <CheckBox
          key={role}
          label={t(`role.${role}`)}
          checked={person.roles.includes(role)}
          onChange={(has) => void choose(role, has)}
        />
      ))}
      {problem && <Notice tone="danger" live title={t([`problem.${problem}`, 'problem.unforeseen'])} />}
    </fieldset>
  )
}
