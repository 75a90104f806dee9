import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CompetencyCode, DeviceId, OperationId, StreamId } from '../../src/core/domain/id.ts'
import type { Requirement } from '../../src/core/domain/job.ts'
import { fullName } from '../../src/core/domain/person.ts'
import { ratingField } from '../../src/core/protocol/entities.ts'
import { isErasedShell } from '../../src/core/protocol/erased.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import { enrolTablet, newDevice, type SignedIn, signIn, syncAs } from '../support/access.ts'
import { runCommand } from '../support/command.ts'
import { receiptsIn } from '../support/http-sync.ts'
import { operation } from '../support/operations.ts'
import { countsOf } from './accounts-here.ts'
import { complaintsOf, settled } from './eyes.ts'
import { go, heading, keptOffline, press, seen, syncNow, tap } from './hands.ts'
import { administrator, type Headquarters, openHeadquarters, unlock } from './headquarters.ts'

/**
 * What goes when its time is up, and what goes when a person asks for it: from the server, and from the tablets that have it at
 * their next contact.
 */

let headquarters: Headquarters
const complaints: string[][] = []
const assessor = 'karim.kone'

beforeAll(async () => {
  headquarters = await openHeadquarters()
  complaints.push(complaintsOf(headquarters.desk))
}, 120_000)

afterAll(() => headquarters?.close())

const tabletFor = async (login: string): Promise<Page> => {
  const page = await headquarters.tabletFor(login)
  complaints.push(complaintsOf(page))
  return page
}

const firstRequired = (assignment: Row['fields']): CompetencyCode => {
  const { requirements } = assignment['jobDescription'] as { readonly requirements: readonly Requirement[] }
  const [first] = requirements
  if (!first) throw new Error('nothing is required')
  return first.competency
}

/** The rows of one kind as they lie at headquarters. */
const rowsAt = (kind: string): readonly Row[] => {
  const db = new DatabaseSync(join(headquarters.folder, 'palier.db'), { readOnly: true })
  const found = db.prepare('select "row" from entity where kind = ?').all(kind)
  db.close()
  return found.map(({ row }) => JSON.parse(String(row)) as Row)
}

/** Speaks until the tablet holds all of a kind that headquarters has and has not erased. */
const hearsAll = async (page: Page, ...kinds: readonly string[]): Promise<void> => {
  await go(page, '/sync')
  await press(page, 'Synchroniser maintenant')
  const wanted = kinds.map((kind) => [kind, rowsAt(kind).filter((row) => !isErasedShell(row)).length])
  const held = async () => {
    const { rows } = await countsOf(page)
    return kinds.map((kind) => [kind, rows[kind] ?? 0])
  }
  await expect.poll(held, { timeout: 30_000 }).toEqual(wanted)
}

const verified = async (): Promise<void> => {
  const { code, said } = await runCommand('verify', [], { DATA_DIR: headquarters.folder })
  expect([code, said]).toEqual([0, expect.stringContaining('findings 0')])
}

const purged = async (...args: readonly string[]): Promise<string> => {
  const { code, said } = await runCommand('purge', args, { DATA_DIR: headquarters.folder })
  expect([code, said]).toEqual([0, said])
  return said
}

describe('an assessment that nobody signed, of a campaign that ended years ago', () => {
  const old = 'campagne-2024'
  const closes = '2024-06-30'
  let director: Page
  let before: Awaited<ReturnType<typeof countsOf>>

  /** The administrator of the demonstration plants its past: the campaign of two years ago, with two officers in the middle of it. */
  const plant = async (): Promise<void> => {
    const tablet = await enrolTablet((await atDesk()) as SignedIn, 'Archives')
    const chief = await signIn(headquarters.server.url, tablet, {
      name: 'awa.chef',
      passphrase: administrator,
      device: newDevice(),
    })
    const [campaign] = rowsAt('campaign')
    const [first, second] = rowsAt('assignment')
    if (!campaign || !first || !second) throw new Error('the demonstration has no campaign')
    let lsn = 0
    const made = (kind: 'campaign' | 'assignment' | 'assessment', id: string, set: Readonly<Record<string, Json>>) => {
      lsn += 1
      return operation({
        id: `${old}.${lsn}` as OperationId,
        lsn,
        kind: 'create',
        device: chief.device.id as DeviceId,
        stream: campaign.stream as StreamId,
        entity: { kind, id },
        set,
      })
    }
    const published = {
      ...(campaign.fields['published'] as object),
      assignments: 2,
      opens: '2024-04-01',
      closes,
      at: '2024-04-01T08:00:00.000Z',
    }
    const work = [
      made('campaign', old, { ...campaign.fields, name: 'Campagne 2024', opens: '2024-04-01', closes, published }),
      ...[first, second].flatMap(({ fields }, at) => [
        made('assignment', `${old}-${at}`, { ...fields, campaign: old }),
        made('assessment', `${old}-${at}.expert`, {
          campaign: old,
          assignment: `${old}-${at}`,
          role: 'expert',
          [ratingField(firstRequired(fields))]: { kind: 'level', level: 1 },
        }),
      ]),
    ]
    const receipts = receiptsIn(await syncAs(chief, work))
    expect(receipts.map(({ status, problem }) => [status, problem])).toEqual(work.map(() => ['applied', undefined]))
  }

  /** How far each officer’s assessment is, as the campaign’s page says. */
  const states = (): Promise<readonly string[]> => director.locator('main tbody tr td:last-child').allInnerTexts()

  it('is on the HR director’s tablet as long as it is kept', async () => {
    director = await tabletFor(headquarters.holders('Direction des ressources humaines')[0] ?? '')
    await hearsAll(director, 'person', 'assignment', 'assessment')
    const without = await countsOf(director)
    await plant()
    await hearsAll(director, 'campaign', 'assignment', 'assessment')
    before = await countsOf(director)
    expect(before.rows['assessment']).toBe((without.rows['assessment'] ?? 0) + 2)
    await go(director, `/campaigns/${old}`)
    await heading(director, 'Campagne 2024').waitFor()
    await settled(director)
    await seen(director, /^2 en cours$/)
    expect(await states()).toEqual(['en cours', 'en cours'])
  })

  it('is purged at the server, which says beforehand what would go', async () => {
    expect(await purged('--dry-run')).toContain('Serait effacé : 2 évaluations jamais signées, 0 fiches signées')
    expect(await purged()).toContain('Effacé : 2 évaluations jamais signées, 0 fiches signées')
    expect(await purged('--dry-run')).toContain('Serait effacé : 0 évaluations jamais signées')
    await verified()
  })

  it('vanishes from the tablet at the next contact; the campaign and its officers are still there, as not begun', async () => {
    await hearsAll(director, 'assessment')
    const after = await countsOf(director)
    expect(after.rows).toEqual({ ...before.rows, assessment: (before.rows['assessment'] ?? 0) - 2 })
    await go(director, `/campaigns/${old}`)
    await heading(director, 'Campagne 2024').waitFor()
    await settled(director)
    expect(await states()).toEqual(['à faire', 'à faire'])
  })
})

describe('an officer whom the administrator erases', () => {
  let site: Page
  let director: Page
  let assignment: Row
  let before: Awaited<ReturnType<typeof countsOf>>
  type Identity = { readonly familyName: string; readonly givenName: string; readonly registration: string }
  const identityOf = ({ fields }: Row): Identity => fields['snapshot'] as Identity
  const nameOf = (row: Row): string => fullName(identityOf(row))

  /** The tablet sends what it has and hears of what went; then it has nothing to send. */
  const contact = async (page: Page): Promise<void> => {
    await page.context().setOffline(false)
    await go(page, '/sync')
    await press(page, 'Synchroniser maintenant')
    await expect.poll(async () => (await countsOf(page)).unsent, { timeout: 30_000 }).toBe(0)
    await expect.poll(async () => (await countsOf(page)).rows['person'], { timeout: 30_000 }).not.toBe(before.rows['person'])
  }

  it('is on an assessor’s tablet without a network, with work that headquarters has not seen', async () => {
    director = await tabletFor(headquarters.holders('Direction des ressources humaines')[0] ?? '')
    await hearsAll(director, 'assignment', 'assessment')
    site = await tabletFor(assessor)
    await site.locator('section:has(#to-do) a').first().waitFor({ timeout: 60_000 })
    await syncNow(site)
    await keptOffline(site)
    if (await site.getByLabel('Phrase secrète', { exact: true }).isVisible())
      await unlock(site, headquarters.cards.get(assessor) ?? '')
    await site.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).waitFor()
    await site.context().setOffline(true)
    await go(site, '/assess')
    await settled(site)
    await site.locator('section:has(#to-do) a').first().click()
    await tap(site, 3)
    const [, , id] = new URL(site.url()).pathname.split('/')
    const found = rowsAt('assignment').find((row) => row.id === id)
    if (!found) throw new Error(`no assignment ${id}`)
    assignment = found
    await go(site, '/assess')
    await seen(site, nameOf(assignment))
    expect(JSON.stringify(rowsAt('person'))).toContain(`"${identityOf(assignment).registration}"`)
    before = await countsOf(site)
    expect(before.unsent).toBeGreaterThan(0)
  })

  it('goes at headquarters in two steps, with all that is about the person', async () => {
    const { desk } = headquarters
    await go(desk, '/privacy/settings')
    await heading(desk, /./).waitFor()
    await desk.getByLabel('Agent', { exact: true }).selectOption(String(assignment.fields['officer']))
    await press(desk, 'Voir ce qui serait effacé')
    await seen(desk, /^Serait effacé : la fiche de l’agent, \d+ évaluation\(s\) prévue\(s\)/)
    await desk.getByLabel('J’ai vérifié que rien n’oblige à garder ces données.').check()
    await press(desk, 'Effacer définitivement')
    await seen(desk, /^C’est effacé\./)
    for (const kind of ['person', 'assignment', 'assessment'])
      expect([kind, JSON.stringify(rowsAt(kind)).includes(`"${identityOf(assignment).registration}"`)]).toEqual([kind, false])
    await verified()
  })

  it('goes from the assessor’s tablet at its next contact, with the work on it, and nothing else does', async () => {
    await contact(site)
    const after = await countsOf(site)
    const gone = (kind: string): number => (before.rows[kind] ?? 0) - (after.rows[kind] ?? 0)
    expect([gone('person'), gone('assignment'), gone('campaign'), gone('unit')]).toEqual([1, 1, 0, 0])
    await go(site, '/assess')
    await settled(site)
    await site.locator('section:has(#to-do) a').first().waitFor()
    expect(await site.getByRole('main').innerText()).not.toContain(nameOf(assignment))
    await go(site, `/assess/${assignment.id}`)
    await settled(site)
    expect(await site.locator('body').innerText()).not.toContain(nameOf(assignment))
  })

  it('goes from the HR director’s tablet too', async () => {
    await go(director, `/gaps/officer/${assignment.id}`)
    await seen(director, nameOf(assignment))
    await hearsAll(director, 'person', 'assignment', 'assessment')
    await go(director, `/gaps/officer/${assignment.id}`)
    await settled(director)
    expect(await director.getByRole('main').innerText()).not.toContain(nameOf(assignment))
  })

  it('leaves a log that bears out, and in which it stands who erased', async () => {
    await verified()
    const { desk } = headquarters
    await go(desk, '/journal')
    await seen(desk, /efface les données d’une personne/)
    expect(complaints.flat()).toEqual([])
  })
})

/** Somebody who may enrol: with the token that the administrator’s desk sends. */
const atDesk = async (): Promise<Pick<SignedIn, 'url' | 'token'>> => {
  const { desk, server } = headquarters
  const asking = desk.waitForRequest((request) => request.url().includes('/api/v1/sync'))
  await go(desk, '/sync')
  await press(desk, 'Synchroniser maintenant')
  const token = ((await (await asking).headerValue('authorization')) ?? '').replace('Bearer ', '')
  return { url: server.url, token }
}
