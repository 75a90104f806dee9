import type { Purged } from '../store/personal/purge.ts'

export const purgedWords = ({ drafts, signed, quarantine, audit }: Purged, isDry: boolean): readonly string[] => [
  `FR  ${isDry ? 'Serait effacé' : 'Effacé'} : ${drafts} évaluations jamais signées, ${signed} fiches signées et ce qui s’y rattache,`,
  `    ${quarantine} travaux refusés, ${audit} lignes de la trace.`,
  `EN  ${isDry ? 'Would be erased' : 'Erased'}: ${drafts} assessments never signed, ${signed} signed records and what belongs to them,`,
  `    ${quarantine} refused pieces of work, ${audit} lines of the trace.`,
]
