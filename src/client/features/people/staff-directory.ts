import type { Job } from '../../../core/domain/job.ts'
import { fullName, type Person, type Post, type Unit } from '../../../core/domain/person.ts'
import { textIn } from '../../../core/domain/text.ts'
import type { App } from '../../app/app.ts'
import { staffOf } from '../../app/campaigns.ts'
import { ownPacks } from '../../app/own.ts'
import { matches } from '../../ui/forgiving-match.ts'
import { figuresIn } from '../../ui/number.ts'

export type PostEntry = {
  readonly post: Post
  readonly holder: Person | undefined
  /** The job's name, or its bare code where no installed pack knows it. */
  readonly jobName: string
  readonly jobKnown: boolean
}

export type UnitEntry = {
  readonly unit: Unit
  /** The names above it, the top first. */
  readonly above: readonly string[]
  readonly posts: readonly PostEntry[]
}

export type Directory = {
  /** In tree order, each unit under its own. While searching, only those with something found. */
  readonly units: readonly UnitEntry[]
  readonly withoutPost: readonly Person[]
  readonly found: number
  readonly totals: { readonly people: number; readonly posts: number; readonly vacant: number; readonly units: number }
}

/** Units with their posts and holders, and everybody without a post, as far as the query lets through. */
export const directoryOf = async (app: App, query: string, language: string): Promise<Directory> => {
  const [{ people, posts, units }, packs] = await Promise.all([staffOf(app), ownPacks(app)])
  const { compare } = figuresIn(language)
  const byId = new Map(people.map((person) => [person.id, person]))
  const jobs = new Map<string, Job>(packs.flatMap(({ pack }) => pack.jobs.map((job) => [job.code, job] as const)).reverse())
  const asked = query.trim()
  const passes = (...words: readonly string[]): boolean => asked === '' || matches(asked, words.join(' '))
  const entryOf = (post: Post): PostEntry => {
    const job = jobs.get(post.job)
    return {
      post,
      holder: post.holder ? byId.get(post.holder) : undefined,
      jobName: job ? textIn(job.name, language) : post.job,
      jobKnown: Boolean(job),
    }
  }
  const entries = inTreeOrder(units, compare).flatMap(({ unit, above }): UnitEntry[] => {
    const kept = posts
      .filter((post) => post.unit === unit.id)
      .map(entryOf)
      .filter(({ post, holder, jobName }) =>
        passes(unit.name, unit.code, post.title, post.code, jobName, holder ? wordsOf(holder) : ''),
      )
      .sort((a, b) => compare(a.post.title, b.post.title) || compare(a.post.code, b.post.code))
    return asked === '' || kept.length > 0 ? [{ unit, above, posts: kept }] : []
  })
  const holders = new Set(posts.map(({ holder }) => holder))
  const withoutPost = people
    .filter((person) => !holders.has(person.id) && passes(wordsOf(person)))
    .sort((a, b) => compare(fullName(a), fullName(b)))
  return {
    units: entries,
    withoutPost,
    found: withoutPost.length + entries.reduce((sum, entry) => sum + entry.posts.length, 0),
    totals: {
      people: people.length,
      posts: posts.length,
      vacant: posts.filter(({ holder }) => holder === null).length,
      units: units.length,
    },
  }
}

const wordsOf = (person: Person): string => `${person.familyName} ${person.givenName} ${person.registration} ${person.grade}`

type Placed = { readonly unit: Unit; readonly above: readonly string[] }

/** Each unit once, children after their parent; a unit whose parent is unknown, or in a circle, stands at the top. */
const inTreeOrder = (units: readonly Unit[], compare: (a: string, b: string) => number): readonly Placed[] => {
  const known = new Set(units.map(({ id }) => id))
  const sorted = [...units].sort((a, b) => compare(a.name, b.name))
  const placed = new Map<string, Placed>()
  const place = (unit: Unit, above: readonly string[]): void => {
    if (placed.has(unit.id)) return
    placed.set(unit.id, { unit, above })
    for (const child of sorted) if (child.parent === unit.id) place(child, [...above, unit.name])
  }
  for (const unit of sorted) if (unit.parent === null || !known.has(unit.parent)) place(unit, [])
  for (const unit of sorted) place(unit, [])
  return [...placed.values()]
}
