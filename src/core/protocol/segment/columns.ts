import type { CampaignId, CompetencyCode, JobCode, UnitId } from '../../domain/id.ts'
import type { JobDescription, Requirement, Weight } from '../../domain/job.ts'
import type { ReportColumns } from '../../domain/report-columns.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { openReader, openWriter, type Reader, Torn, type Writer } from './bytes.ts'
import { readAnswers, writeAnswers } from './columns-answers.ts'
import { type ColumnsHead, readHead } from './columns-head.ts'
import {
  bounded,
  readDays,
  readNames,
  readPeople,
  readRuns,
  writeDays,
  writeNames,
  writePeople,
  writeRuns,
} from './columns-parts.ts'
import { packInto, unpackFrom } from './packing.ts'

/** Raised with the layout. A device that meets another one leaves the columns and waits for the rows. */
export const columnsVersion = 1

const mark = [0x50, 0x4c, 0x52, 0x43]

/** The most that a file may claim to hold, whatever its size. */
const most = { officers: 65_535, answers: 4_000_000, requirements: 500 } as const

export type ColumnsProblem =
  | { readonly problem: 'columns-unreadable'; readonly where: string }
  | { readonly problem: 'columns-version'; readonly version: number }

/** The bytes of columns, not yet compressed: tables once, then one column after the other, so that like lies beside like. */
export const encodeColumns = (columns: ReportColumns): Uint8Array<ArrayBuffer> => {
  const writer = openWriter()
  for (const byte of [...mark, columnsVersion]) writer.byte(byte)
  const placeByCompetency = competenciesOf(columns)
  const head: ColumnsHead = {
    campaign: columns.campaign,
    units: columns.units.map(({ id, name }) => [id, name]),
    competencies: [...placeByCompetency.keys()],
    descriptions: columns.descriptions.map(({ job, version }) => [job, version]),
  }
  writer.text(JSON.stringify(head))
  for (const { requirements } of columns.descriptions) {
    writer.number(requirements.length)
    for (const requirement of requirements) writeRequirement(writer, requirement, placeByCompetency)
  }
  writer.number(columns.names.length)
  writeRuns(writer, columns.description)
  writeRuns(writer, columns.unit)
  packInto(writer, columns.state, 3)
  writeDays(writer, columns)
  writeAnswers(writer, columns)
  writePeople(writer, columns.people)
  writeNames(writer, columns.names)
  return writer.end()
}

/** A cut, foreign or hostile file is a value: it neither crashes nor claims more room than its size allows. */
export const decodeColumns = (bytes: Uint8Array): Result<ReportColumns, ColumnsProblem> => {
  try {
    const reader = openReader(bytes)
    for (const byte of mark) if (reader.byte() !== byte) throw new Torn('mark')
    const version = reader.byte()
    return version === columnsVersion ? ok(readColumns(reader)) : err({ problem: 'columns-version', version })
  } catch (problem) {
    if (problem instanceof Torn) return err({ problem: 'columns-unreadable', where: problem.message })
    throw problem
  }
}

const readColumns = (reader: Reader): ReportColumns => {
  const head = readHead(reader.text())
  const descriptions = head.descriptions.map(([job, version]): JobDescription => {
    const requirements = Array.from({ length: bounded(reader.number(), most.requirements) }, () =>
      readRequirement(reader, head.competencies),
    )
    return { job: job as JobCode, version, requirements }
  })
  const officers = bounded(reader.number(), Math.min(most.officers, reader.left()))
  const description = readRuns(reader, officers, descriptions.length)
  const unit = readRuns(reader, officers, head.units.length)
  const state = unpackFrom(reader, officers, 3)
  const day = readDays(reader, state)
  const start = startsOf(descriptions, description)
  const answers = readAnswers(reader, { descriptions, description, state, start })
  const people = readPeople(reader, officers)
  const names = readNames(reader, officers)
  if (reader.left() > 0) throw new Torn('end')
  const units = head.units.map(([id, name]) => ({ id: id as UnitId, name }))
  return {
    campaign: head.campaign as CampaignId,
    units,
    descriptions,
    names,
    people,
    unit,
    description,
    state,
    day,
    start,
    answers,
  }
}

const competenciesOf = ({ descriptions }: ReportColumns): ReadonlyMap<CompetencyCode, number> => {
  const codes = descriptions.flatMap(({ requirements }) => requirements.map(({ competency }) => competency))
  return new Map([...new Set(codes)].map((code, at) => [code, at]))
}

const writeRequirement = (
  writer: Writer,
  { competency, level, weight, essential }: Requirement,
  places: ReadonlyMap<CompetencyCode, number>,
): void => {
  writer.number(places.get(competency) ?? 0)
  writer.byte(level | (weight << 4) | (essential ? 0x80 : 0))
}

const readRequirement = (reader: Reader, competencies: readonly string[]): Requirement => {
  const competency = competencies[reader.number()] as CompetencyCode | undefined
  const packed = reader.byte()
  const [level, weight] = [packed & 15, (packed >> 4) & 7]
  if (competency === undefined || level > 8 || weight < 1 || weight > 5) throw new Torn('requirement')
  return { competency, level, weight: weight as Weight, essential: packed >= 0x80 }
}

const startsOf = (descriptions: readonly JobDescription[], description: Uint16Array): Uint32Array => {
  const start = new Uint32Array(description.length + 1)
  description.forEach((own, at) => {
    start[at + 1] = bounded((start[at] ?? 0) + (descriptions[own]?.requirements.length ?? 0), most.answers)
  })
  return start
}
