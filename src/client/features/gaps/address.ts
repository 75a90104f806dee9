import { useSearchParams } from 'wouter'
import type { GroupCode, JobCode, UnitId } from '../../../core/domain/id.ts'

/** What the address says a report is about: it can be kept, shared and gone back to. */
export type ReportAddress = {
  readonly campaign: string | null
  readonly unit: UnitId | undefined
  readonly group: GroupCode | undefined
  readonly job: JobCode | undefined
  readonly show: 'coverage' | 'gap'
  /** Changes one choice and keeps the others; an empty one goes. */
  readonly choose: (name: string, value: string) => void
  /** A path of the same campaign, with the choices that go along. */
  readonly to: (path: string, choices?: { readonly [name: string]: string | undefined }) => string
}

export const useReportAddress = (): ReportAddress => {
  const [params, setParams] = useSearchParams()
  const campaign = params.get('campaign')
  const chosen = (name: string): string | undefined => params.get(name) || undefined
  return {
    campaign,
    unit: chosen('unit') as UnitId | undefined,
    group: chosen('group') as GroupCode | undefined,
    job: chosen('job') as JobCode | undefined,
    show: params.get('show') === 'gap' ? 'gap' : 'coverage',
    choose: (name, value) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          if (value) next.set(name, value)
          else next.delete(name)
          return next
        },
        { replace: true },
      ),
    to: (path, choices = {}) => {
      const kept = Object.entries({ campaign: campaign ?? undefined, ...choices }).filter(([, value]) => value)
      const query = new URLSearchParams(kept as [string, string][]).toString()
      return query ? `${path}?${query}` : path
    },
  }
}
