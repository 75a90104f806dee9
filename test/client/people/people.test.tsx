import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { candidatesAt, staffOf } from '../../../src/client/app/campaigns.ts'
import { ownPosts } from '../../../src/client/app/own.ts'
import { PeoplePage } from '../../../src/client/features/people/people-page.tsx'
import { PostPage } from '../../../src/client/features/people/post-page.tsx'
import { create, openHeadquarters, person, senou, show } from '../campaigns/headquarters.tsx'

describe('officers and posts', () => {
  it('names vacant posts and officers without a post', async () => {
    const app = await openHeadquarters()
    show(app, PeoplePage, '/people')
    await screen.findByText('5 personnes · 3 postes · 1 vacant · 2 unités')
    expect(within(screen.getByRole('link', { name: 'Poste p3' }).closest('tr') as HTMLElement).getByText('Vacant')).toBeTruthy()
    expect(within(screen.getByRole('region', { name: 'Sans poste' })).getByText('SIDIBÉ Nana')).toBeTruthy()
  })

  it('keeps the staff of another administration on the device out of it', async () => {
    const app = await openHeadquarters()
    const other = 'demo' as never
    await app.perform([
      create('administration', 'demo', { name: 'Démonstration', country: 'Mali', language: 'fr', demonstration: true }, other),
      { ...person('invented', 'Inventé', 'Personne'), stream: other },
    ])
    show(app, PeoplePage, '/people')
    await screen.findByText(/^5 personnes/)
    expect(screen.queryByText('INVENTÉ Personne')).toBeNull()
  })

  it('makes somebody an assessor, whom a campaign can then choose', async () => {
    const app = await openHeadquarters()
    show(app, PeoplePage, '/people')
    await userEvent.click(await screen.findByRole('button', { name: /SIDIBÉ Nana/ }))
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Évaluateur' }))
    await waitFor(async () =>
      expect(
        candidatesAt(await staffOf(app), senou)
          .assessors.map(({ id }) => id)
          .sort(),
      ).toEqual(['nana', 'oumar']),
    )
  })
})

describe('the job description of a post', () => {
  it('is adjusted as a new version, and only in what differs from the generic job', async () => {
    const app = await openHeadquarters()
    show(app, PostPage, '/people/post/p1', '/people/post/:post')
    const save = () => screen.findByRole('button', { name: 'Enregistrer la version 2' })
    expect((await save()).hasAttribute('disabled')).toBe(true)
    await userEvent.selectOptions(screen.getByLabelText('Niveau requis pour Intégrité et déontologie'), '4')
    await userEvent.selectOptions(screen.getByLabelText('Ajouter une compétence'), 'Conduite du changement')
    await userEvent.click(await save())
    await screen.findByRole('button', { name: 'Enregistrer la version 3' })
    const post = (await ownPosts(app)).find(({ id }) => id === 'p1')
    expect(post?.descriptionVersion).toBe(2)
    expect(post?.adjustments.map(({ competency, level }) => [competency, level])).toEqual([
      ['integrity', 4],
      ['change-management', 1],
    ])
  })
})
