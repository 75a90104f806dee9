import { isLoopback, type Settings } from './settings.ts'

/** What the server says in the terminal, in French and in English. */

export const welcome = (settings: Settings, url: string): string => {
  const reach = isLoopback(settings.host)
    ? [
        '  FR  Il n’écoute que sur cette machine : les comptes n’existent pas encore, et qui l’atteint lit tout.',
        '      HOST=0.0.0.0 l’ouvre au réseau, à vos risques ; une tablette exige https pour installer l’application.',
        '  EN  It listens on this machine only: accounts do not exist yet, and whoever reaches it reads everything.',
        '      HOST=0.0.0.0 opens it to the network, at your own risk; a tablet needs https to install the app.',
      ]
    : [
        `  FR  ATTENTION : ouvert au réseau (HOST=${settings.host}) sans comptes. Qui l’atteint lit et écrit tout.`,
        '      Une tablette exige https pour installer l’application.',
        `  EN  WARNING: open to the network (HOST=${settings.host}) without accounts. Whoever reaches it reads and writes everything.`,
        '      A tablet needs https to install the app.',
      ]
  return [
    '',
    `  Palier — ouvrir / open  ${url}`,
    '',
    ...reach,
    `  Données / data: ${settings.dataFolder}`,
    '',
    `listening ${url}`,
  ].join('\n')
}

export const notBuilt = [
  'FR  L’application n’est pas construite (dist/ manque) : seule l’interface /api répond. Lancez « npm start ».',
  'EN  The app is not built (dist/ is missing): only the /api interface answers. Run "npm start".',
].join('\n')

export const badPort = (value: string): string =>
  [
    `FR  PORT="${value}" n’est pas un port : un nombre de 0 à 65535 est attendu (0 en choisit un libre).`,
    `EN  PORT="${value}" is no port: a number from 0 to 65535 is expected (0 picks a free one).`,
  ].join('\n')

export const badData = (folder: string, code: string): string =>
  [
    `FR  Le dossier de données ${folder} ne peut pas être utilisé (${code}). Choisissez-en un autre avec DATA_DIR.`,
    `EN  The data folder ${folder} cannot be used (${code}). Choose another one with DATA_DIR.`,
  ].join('\n')

export const badListen = ({ host, port }: Settings, code: string): string => {
  switch (code) {
    case 'EADDRINUSE':
      return [
        `FR  Le port ${port} est déjà pris : Palier tourne peut-être déjà. Sinon : PORT=4281 npm start`,
        `EN  Port ${port} is already in use: Palier may be running already. Otherwise: PORT=4281 npm start`,
      ].join('\n')
    case 'EACCES':
      return [
        `FR  Le port ${port} n’est pas permis à cet utilisateur. Choisissez-en un au-dessus de 1023 avec PORT.`,
        `EN  Port ${port} is not allowed to this user. Choose one above 1023 with PORT.`,
      ].join('\n')
    default:
      return [
        `FR  Impossible d’écouter sur ${host}:${port} (${code}). Vérifiez HOST et PORT.`,
        `EN  Cannot listen on ${host}:${port} (${code}). Check HOST and PORT.`,
      ].join('\n')
  }
}
