import { answer, answerKinds, columnState, type ReportColumns } from '../../domain/report-columns.ts'
import { type Reader, Torn, type Writer } from './bytes.ts'
import { packInto, unpackFrom } from './packing.ts'

/*
 * The answers, requirement by requirement within a job description, of everybody who has one. Most lie near the required
 * level, which both sides know: what is written is how near. What is further off, or open, follows behind in full.
 */

const nearest = [0, -1, 1, -2] as const
const notObserved = nearest.length
const inFull = notObserved + 1
const base = inFull + 1

type Layout = Pick<ReportColumns, 'descriptions' | 'description' | 'state' | 'start'>

/** The place of each answer that is written, in the order of writing, with the level that its requirement asks. */
const eachAnswer = (
  { descriptions, description, state, start }: Layout,
  tell: (place: number, required: number) => void,
): void => {
  for (let from = 0; from < state.length; ) {
    const own = description[from] ?? 0
    let to = from
    while (to < state.length && description[to] === own) to += 1
    descriptions[own]?.requirements.forEach(({ level }, requirement) => {
      for (let officer = from; officer < to; officer += 1)
        if (state[officer] !== columnState.toDo) tell((start[officer] ?? 0) + requirement, level)
    })
    from = to
  }
}

export const writeAnswers = (writer: Writer, columns: ReportColumns): void => {
  const symbols: number[] = []
  const full: number[] = []
  eachAnswer(columns, (place, required) => {
    const said = columns.answers[place] ?? 0
    const symbol = symbolOf(said, required)
    symbols.push(symbol)
    if (symbol === inFull) full.push(said)
  })
  packInto(writer, symbols, base)
  for (const said of full) writer.byte(said)
}

const symbolOf = (said: number, required: number): number => {
  if (said === answer.notObserved) return notObserved
  if (said < answer.lowestLevel) return inFull
  const near = nearest.findIndex((distance) => distance === said - answer.lowestLevel - required)
  return near >= 0 ? near : inFull
}

export const readAnswers = (reader: Reader, layout: Layout): Uint8Array => {
  const answers = new Uint8Array(layout.start.at(-1) ?? 0)
  let count = 0
  eachAnswer(layout, () => {
    count += 1
  })
  const symbols = unpackFrom(reader, count, base)
  let at = 0
  eachAnswer(layout, (place, required) => {
    const symbol = symbols[at] ?? 0
    at += 1
    const said =
      symbol < notObserved
        ? answer.lowestLevel + required + (nearest[symbol] ?? 0)
        : symbol === notObserved
          ? answer.notObserved
          : reader.byte()
    if (said >= answerKinds || (symbol < notObserved && said < answer.lowestLevel)) throw new Torn('answer')
    answers[place] = said
  })
  return answers
}
