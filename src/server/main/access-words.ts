/** What the terminal says of administrators, in French and in English. */

export const firstAdministrator = (link: string): string =>
  [
    '',
    '  FR  Pas encore d’administrateur. Ouvrez ce lien sur votre appareil : il sert une fois, pendant 24 heures. Ne le transmettez à personne.',
    '  EN  No administrator yet. Open this link on your device: it works once, within 24 hours. Pass it on to nobody.',
    `      ${link}`,
  ].join('\n')

export const furtherAdministrator = (link: string, administration: string | null): readonly string[] => [
  administration === null
    ? 'FR  Lien pour l’administrateur d’une nouvelle administration. Il sert une fois, pendant 24 heures.'
    : `FR  Lien pour un administrateur de ${administration}. Il sert une fois, pendant 24 heures.`,
  administration === null
    ? 'EN  Link for the administrator of a new administration. It works once, within 24 hours.'
    : `EN  Link for an administrator of ${administration}. It works once, within 24 hours.`,
  link,
]

export const whichAdministration = (list: readonly { readonly id: string; readonly name: string }[]): readonly string[] => [
  'FR  De quelle administration ? « npm run administrator -- <identifiant> », ou « -- --further » pour une nouvelle.',
  'EN  Of which administration? "npm run administrator -- <id>", or "-- --further" for a new one.',
  ...list.map(({ id, name }) => `${id}  ${name}`),
]

export const noData = (path: string): readonly string[] => [
  `FR  Il n’y a pas de base dans ${path}. Démarrez Palier d’abord, ou vérifiez DATA_DIR.`,
  `EN  There is no database at ${path}. Start Palier first, or check DATA_DIR.`,
]
