import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { useSession } from '../../../src/client/app/session.ts'
import { JournalPage } from '../../../src/client/features/access/journal/journal-page.tsx'
import { type AuditAction, type AuditEntry, type AuditWanted, auditActions } from '../../../src/core/protocol/access/audit.ts'
import { exportObjects } from '../../../src/core/protocol/access/audit-objects.ts'
import { openHeadquarters, show } from '../campaigns/headquarters.tsx'
import { cardOf, headquartersOf, token } from './ports.ts'

const account = (id: string, name: string, person: string | null) => ({
  id,
  administration: 'douanes',
  person,
  name,
  roles: ['administrator'],
  units: [],
  state: 'active',
  mustChange: false,
})

const entryOf = (
  seq: number,
  action: AuditAction,
  objects: readonly string[] = [],
  more: Partial<AuditEntry> = {},
): AuditEntry => ({
  seq,
  time: '2026-11-22T09:00:00.000Z',
  administration: 'douanes',
  account: 'a1',
  tablet: 't1',
  action,
  objects: [...objects],
  hash: 'h'.repeat(43),
  ...more,
})

const note = { id: 'n-1', subject: 'sheet', way: 'print', at: '2026-11-02T06:30:00.000Z', about: ['person/moussa'] } as const

/** A headquarters that answers with these entries, cut as the real one does, and keeps what it was asked. */
const headquartersWith = (entries: readonly AuditEntry[], screenful = 100) => {
  const wanted: AuditWanted[] = []
  const { speak } = headquartersOf({
    '/accounts': { body: { accounts: [account('a1', 'awa.traore', 'awa'), account('a2', 'moussa.k', 'moussa')] } },
    '/tablets': {
      body: { tablets: [{ id: 't1', name: 'Sénou 3', enrolled: '2026-11-01T09:00:00.000Z', state: 'active', contacts: [] }] },
    },
    '/audit': ({ body }) => {
      const asked = body as AuditWanted
      wanted.push(asked)
      const fitting = entries.filter(
        ({ seq, action }) => seq < (asked.before ?? Number.POSITIVE_INFINITY) && (!asked.action || action === asked.action),
      )
      const head = { seq: 1234, hash: `kQ3v${'h'.repeat(39)}` }
      return { body: { entries: fitting.slice(0, screenful), more: fitting.length > screenful, head } }
    },
  })
  return { speak, wanted }
}

let app: App
beforeEach(async () => {
  app = await openHeadquarters()
  const held = { id: 'a1', administration: 'douanes', person: 'awa', name: 'awa', units: [], mustChange: false }
  useSession.setState({
    session: {
      card: cardOf('a'),
      account: { ...held, roles: ['administrator'] },
      token: () => token('s'),
      lock: () => undefined,
    } as never,
  })
})
afterEach(() => {
  cleanup()
  useSession.setState({ session: null })
  vi.unstubAllGlobals()
})

const open = (entries: readonly AuditEntry[], screenful?: number) => {
  const headquarters = headquartersWith(entries, screenful)
  vi.stubGlobal('fetch', headquarters.speak)
  show(app, JournalPage, '/journal')
  return headquarters
}
/** Spaces that do not break, as any. */
const plain = (text: string | null | undefined): string => (text ?? '').replace(/[\u00a0\u202f]/g, ' ')
const lines = async (): Promise<readonly string[]> =>
  within(await screen.findByRole('region', { name: /^Lignes/ }))
    .getAllByRole('listitem')
    .map((one) => plain(one.firstElementChild?.textContent))

describe('the log on the screen', () => {
  it('says who did what to whom, when and on which tablet, newest first', async () => {
    open([
      entryOf(9, 'exported', exportObjects(note)),
      entryOf(8, 'revoked', ['t1']),
      entryOf(7, 'account-changed', ['a2']),
      entryOf(6, 'read', ['senou', 'x'.repeat(20)]),
      entryOf(5, 'sign-in-refused', [], { account: null }),
      entryOf(4, 'signed-in', ['d'], { account: 'gone' }),
      entryOf(3, 'erasure', ['person/fatou', 'entities:4']),
      entryOf(2, 'account-made', ['a1', 'a2', 'p', 'q', 'r', '+20']),
      entryOf(1, 'exported', ['administration/douanes']),
    ])
    expect(await lines()).toEqual([
      'TRAORÉ Awa exporte : fiche individuelle (impression) – KEÏTA Moussa.',
      'TRAORÉ Awa révoque une tablette : Sénou 3.',
      'TRAORÉ Awa modifie un compte : KEÏTA Moussa.',
      'TRAORÉ Awa lit : Bureau de Sénou et n° xxxxxxxx….',
      'Connexion refusée à un nom inconnu.',
      'Un compte supprimé se connecte.',
      'TRAORÉ Awa efface les données d’une personne : DIARRA Fatoumata.',
      'TRAORÉ Awa crée un compte : TRAORÉ Awa, KEÏTA Moussa et n° p… et 22 autres.',
      'TRAORÉ Awa exporte : registre des traitements.',
    ])
    expect(screen.getByText(/22 nov\. 2026.*tablette « Sénou 3 » · le 2 nov\. 2026.*d’après la tablette · n° 9$/)).toBeTruthy()
    expect(screen.getByText(/^Le journal entier se termine au n° 1\s234, empreinte kQ3vhhhhhhhh$/)).toBeTruthy()
  })

  it.each([...auditActions])('has a sentence and a name for the deed %s', async (action) => {
    open([entryOf(1, action, action === 'exported' ? exportObjects(note) : ['a2'])])
    expect((await lines())[0]).toMatch(/^[A-ZÉÀ].*\.$/)
  })

  it('goes back screenful by screenful, and forward again', async () => {
    const { wanted } = open(
      Array.from({ length: 250 }, (_, at) => entryOf(250 - at, 'signed-in')),
      100,
    )
    await screen.findByText(/Lignes n° 151 à n° 250/)
    expect(screen.queryByRole('button', { name: 'Plus récentes' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Plus anciennes' }))
    await screen.findByText(/Lignes n° 51 à n° 150/)
    await userEvent.click(screen.getByRole('button', { name: 'Plus anciennes' }))
    await screen.findByText(/Lignes n° 1 à n° 50/)
    expect(screen.queryByRole('button', { name: 'Plus anciennes' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Plus récentes' }))
    await screen.findByText(/Lignes n° 51 à n° 150/)
    expect(wanted.map(({ before }) => before)).toEqual([undefined, 151, 51, 151])
  })

  it('asks for one kind of deed, one person, some days; and says where nothing fits', async () => {
    const { wanted } = open([entryOf(1, 'signed-in')])
    await lines()
    await userEvent.selectOptions(screen.getByLabelText('Acte'), 'Tablette révoquée')
    await screen.findByText('Aucune ligne ne correspond')
    await userEvent.selectOptions(screen.getByLabelText('Personne ou compte'), 'KEÏTA Moussa (moussa.k)')
    await userEvent.type(screen.getByLabelText(/^Du/), '2026-11-01')
    await userEvent.type(screen.getByLabelText(/^Au/), '2026-11-30')
    const from = new Date(2026, 10, 1).toISOString()
    const until = new Date(2026, 11, 1).toISOString()
    await waitFor(() => expect(wanted.at(-1)).toEqual({ action: 'revoked', account: 'a2', from, until }))
    await userEvent.click(screen.getByRole('button', { name: 'Enlever les filtres' }))
    expect(await lines()).toHaveLength(1)
    expect(wanted.at(-1)).toEqual({})
  })

  it('says that it needs the network where there is none, and shows nothing of before', async () => {
    vi.stubGlobal('fetch', headquartersOf({}).speak)
    show(app, JournalPage, '/journal')
    await screen.findByText('Cette page se lit au siège : il lui faut le réseau. Rien n’est perdu.')
    expect(screen.queryByRole('list', { name: /Lignes/ })).toBeNull()
    expect(screen.queryByRole('button', { name: /CSV/ })).toBeNull()
  })

  it('leaves as a file that no spreadsheet runs, and that is noted before', async () => {
    open([entryOf(2, 'overstepped', ['=cmd|x']), entryOf(1, 'signed-in')])
    await lines()
    const saved: Blob[] = []
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: (blob: Blob) => saved.push(blob) && 'blob:x', revokeObjectURL: () => undefined }),
    )
    await userEvent.click(screen.getByRole('button', { name: 'Exporter (CSV)' }))
    await waitFor(() => expect(saved).toHaveLength(1))
    const text = await saved[0]?.text()
    expect(text?.split('\r\n')[0]).toContain('Numéro;Date et heure du siège;Acte')
    expect(text).toContain('"\'=cmd|x"')
    expect(text).toContain(';awa.traore;Sénou 3;')
    expect(await app.database.exports.toArray()).toMatchObject([{ subject: 'audit', way: 'csv', about: ['audit/1-2'] }])
  })
})
