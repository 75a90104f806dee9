import type { BackupProblem } from '../store/backup.ts'
import type { RestoreProblem } from '../store/restore.ts'
import type { Finding } from '../store/verify/finding.ts'
import type { Verified } from '../store/verify/verify.ts'

/** What backup, restore and verify say in the terminal, in French and in English. */

export const inPostgres = [
  'FR  DATABASE_URL est une base PostgreSQL : sauvegardez-la avec ses propres outils (pg_basebackup, pg_dump), puis « npm run durable ».',
  'EN  DATABASE_URL is a PostgreSQL database: back it up with its own tools (pg_basebackup, pg_dump), then "npm run durable".',
]

export const found = ({ operations, entities, quarantined, counts }: Verified): string =>
  `operations ${operations}, entities ${entities}, quarantined ${quarantined}, findings ${counts.findings}, notes ${counts.notes}`

/** Ids and columns alone, one to a line, for a person and for a program. */
export const listed = (kind: 'finding' | 'note', list: readonly Finding[]): readonly string[] =>
  list.map(({ table, key, column, what }) => `${kind} ${table} ${key} ${column}: ${what}`)

export const damaged = (verified: Verified): readonly string[] => [
  'FR  DÉGÂTS : ce qui est écrit ci-dessous n’est plus comme il a été enregistré.',
  'EN  DAMAGE: what is listed below is not as it was written.',
  ...listed('finding', verified.findings),
  found(verified),
]

export const sound = (place: string, verified: Verified): readonly string[] => [
  ...listed('note', verified.notes),
  `FR  ${place} : tout est comme il a été enregistré.`,
  `EN  ${place}: everything is as it was written.`,
  found(verified),
]

export const otherVersion = [
  'FR  Les tables sont celles d’une autre version de Palier. Démarrez cette version une fois sur la base, ou prenez l’autre.',
  'EN  The tables are those of another version of Palier. Start this version once on the database, or take the other one.',
]

export const copied = (to: string, bytes: number, gone: readonly string[]): readonly string[] => [
  `FR  Sauvegarde vérifiée : ${to} (${bytes} octets). Elle contient les données des personnes et les clés du serveur : gardez-la comme la base.`,
  `EN  Proven backup: ${to} (${bytes} bytes). It holds people's data and the server's keys: keep it as you keep the database.`,
  ...gone.map((name) => `removed ${name}`),
]

export const markMoved = (streams: number): readonly string[] => [
  'FR  Les tablettes peuvent oublier ce que cette sauvegarde contient.',
  'EN  Tablets may let go of what this backup holds.',
  `durable marks moved: ${streams}`,
]

export const sameDisk = [
  'FR  La copie est sur le même disque que la base : les tablettes gardent leur travail, car une seule panne emporterait les deux.',
  '    Écrivez-la ailleurs, ou dites --elsewhere si ce dossier est répliqué hors de cette machine.',
  'EN  The copy is on the same disk as the database: tablets keep their work, for one fault would take both.',
  '    Write it elsewhere, or say --elsewhere if this folder is replicated off this machine.',
]

export const backupProblem = (
  problem: Exclude<BackupProblem['problem'], 'damaged'>,
  path: string,
  to: string,
): readonly string[] => {
  switch (problem) {
    case 'nothing-there':
      return [`FR  Il n’y a pas de base dans ${path}. Vérifiez DATA_DIR.`, `EN  There is no database at ${path}. Check DATA_DIR.`]
    case 'exists':
      return [`FR  ${to} existe déjà et n’est pas remplacé.`, `EN  ${to} exists already and is not replaced.`]
    case 'other-version':
      return otherVersion
  }
}

export const restoredFrom = (file: string, aside: string | undefined): readonly string[] => [
  `FR  ${file} est en place, avec une nouvelle époque : les tablettes renverront ce qui lui manque. Vous pouvez démarrer.`,
  `EN  ${file} is in place, with a new epoch: tablets will send again what it lacks. You can start the server.`,
  ...(aside ? [`kept: ${aside}`] : []),
]

export const restoreProblem = (
  problem: Exclude<RestoreProblem, { readonly problem: 'damaged' }>,
  file: string,
): readonly string[] => {
  switch (problem.problem) {
    case 'no-file':
      return [`FR  ${file} n’existe pas.`, `EN  ${file} does not exist.`]
    case 'unreadable':
      return [`FR  ${file} ne peut pas être lu (${problem.code}).`, `EN  ${file} cannot be read (${problem.code}).`]
    case 'running':
      return ['FR  Le serveur tourne sur cette base. Arrêtez-le d’abord.', 'EN  The server runs on this database. Stop it first.']
    case 'unsure':
      return [
        'FR  La base présente est trop abîmée pour savoir si un serveur tourne encore. Arrêtez-le, puis ajoutez --stopped.',
        'EN  The present database is too damaged to tell whether a server still runs. Stop it, then add --stopped.',
      ]
    case 'older':
      return [
        `FR  Cette copie est plus ancienne que ce qui a été déclaré sûr (${problem.streams} flux) : des tablettes peuvent l’avoir oublié.`,
        '    Prenez une sauvegarde plus récente, ou ajoutez --older si vous n’en avez pas.',
        `EN  This copy is older than what was declared safe (${problem.streams} streams): tablets may have let go of it.`,
        '    Take a newer backup, or add --older if you have none.',
      ]
  }
}

export const marksOf = {
  otherEpoch: [
    'FR  Ces têtes sont d’une autre époque de la base : rien n’est marqué.',
    'EN  These heads are of another epoch of the database: nothing is marked.',
  ],
  unreadable: ['FR  Ce fichier n’est pas celui de --heads.', 'EN  This file is not one made by --heads.'],
  notReplicated: [
    'FR  Aucune réplique synchrone n’est à l’écoute : rien n’est marqué.',
    'EN  No synchronous replica is listening: nothing is marked.',
  ],
}
