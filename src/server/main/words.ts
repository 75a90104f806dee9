import { fingerprintOf } from '../../core/protocol/fingerprint.ts'
import { isLoopback, type Settings, type SettingsProblem } from './settings.ts'

/** What the server says in the terminal, in French and in English. */

export const welcome = (settings: Settings, { url, key }: { readonly url: string; readonly key: string }): string => {
  const reach =
    settings.access === 'open'
      ? [
          '  FR  Sans comptes (ACCESS=open) : il n’écoute que sur cette machine, et qui l’atteint lit et écrit tout.',
          '      ACCESS=accounts demande à chacun de s’identifier ; alors seulement HOST ou PUBLIC_HOST l’ouvrent au réseau.',
          '  EN  Without accounts (ACCESS=open): it listens on this machine only, and whoever reaches it reads and writes everything.',
          '      ACCESS=accounts asks everybody to sign in; only then do HOST or PUBLIC_HOST open it to the network.',
        ]
      : isLoopback(settings.host)
        ? [
            '  FR  Chacun s’identifie. Il n’écoute que sur cette machine ; une tablette exige https pour installer l’application.',
            '  EN  Everybody signs in. It listens on this machine only; a tablet needs https to install the app.',
          ]
        : [
            `  FR  Chacun s’identifie. Ouvert au réseau (HOST=${settings.host}) : placez https devant, sinon les phrases secrètes voyagent en clair.`,
            `  EN  Everybody signs in. Open to the network (HOST=${settings.host}): put https before it, or passphrases travel in the clear.`,
          ]
  return [
    '',
    `  Palier — ouvrir / open  ${url}`,
    '',
    ...reach,
    `  Données / data: ${settings.database ? shown(settings.database.url) : settings.dataFolder}`,
    '  Empreinte de la clef du siège, à comparer avec celle des accusés / fingerprint of the key, to hold against the receipts:',
    `  ${fingerprintOf(key)}`,
    '',
    `listening ${url}`,
  ].join('\n')
}

export const notBuilt = [
  'FR  L’application n’est pas construite (dist/ manque) : seule l’interface /api répond. Lancez « npm start ».',
  'EN  The app is not built (dist/ is missing): only the /api interface answers. Run "npm start".',
].join('\n')

export const badSettings = (found: SettingsProblem): string => {
  switch (found.problem) {
    case 'bad-port':
      return [
        `FR  PORT="${found.value}" n’est pas un port : un nombre de 0 à 65535 est attendu (0 en choisit un libre).`,
        `EN  PORT="${found.value}" is no port: a number from 0 to 65535 is expected (0 picks a free one).`,
      ].join('\n')
    case 'bad-connections':
      return [
        `FR  DATABASE_CONNECTIONS="${found.value}" n’est pas un nombre de connexions : un nombre de 1 à 999 est attendu.`,
        `EN  DATABASE_CONNECTIONS="${found.value}" is no number of connections: a number from 1 to 999 is expected.`,
      ].join('\n')
    case 'bad-access':
      return [
        `FR  ACCESS="${found.value}" n’est pas permis : « accounts » (chacun s’identifie) ou « open » (sans comptes) est attendu.`,
        `EN  ACCESS="${found.value}" is not allowed: "accounts" (everybody signs in) or "open" (no accounts) is expected.`,
      ].join('\n')
    case 'bad-offline-days':
      return [
        `FR  OFFLINE_DAYS="${found.value}" n’est pas permis : un nombre de jours de 1 à 999 est attendu.`,
        `EN  OFFLINE_DAYS="${found.value}" is not allowed: a number of days from 1 to 999 is expected.`,
      ].join('\n')
    case 'open-to-network':
      return [
        `FR  Sans comptes (ACCESS=open), Palier ne s’ouvre pas au réseau (${found.value}) : qui l’atteint lirait et écrirait tout.`,
        '    Mettez ACCESS=accounts, ou retirez HOST et PUBLIC_HOST.',
        `EN  Without accounts (ACCESS=open), Palier does not open to the network (${found.value}): whoever reaches it would read and write everything.`,
        '    Set ACCESS=accounts, or leave out HOST and PUBLIC_HOST.',
      ].join('\n')
    case 'bad-database':
      return [
        'FR  DATABASE_URL n’est pas l’adresse d’une base PostgreSQL : postgres://utilisateur:secret@machine:5432/base est attendu.',
        'EN  DATABASE_URL is no address of a PostgreSQL database: postgres://user:secret@host:5432/database is expected.',
      ].join('\n')
  }
}

export const badData = (folder: string, code: string): string =>
  [
    `FR  Le dossier de données ${folder} ne peut pas être utilisé (${code}). Choisissez-en un autre avec DATA_DIR.`,
    `EN  The data folder ${folder} cannot be used (${code}). Choose another one with DATA_DIR.`,
  ].join('\n')

/** What keeps the server from a database, by PostgreSQL's own code where it has one. */
export const badDatabase = (url: string, code: string): string => {
  switch (code) {
    case 'NOT_DURABLE':
      return [
        `FR  La base ${shown(url)} n’accepte pas synchronous_commit=on : une coupure de courant y perdrait du travail confirmé.`,
        '    Palier ne démarre pas. Voyez ce que le serveur PostgreSQL, ou ce qui se tient devant lui, impose à la session.',
        `EN  The database ${shown(url)} does not take synchronous_commit=on: a power cut would lose acknowledged work there.`,
        '    Palier does not start. See what the PostgreSQL server, or what stands before it, imposes on the session.',
      ].join('\n')
    default:
      return [
        `FR  La base ${shown(url)} ne peut pas être utilisée (${code}). Vérifiez DATABASE_URL et que PostgreSQL y répond.`,
        `EN  The database ${shown(url)} cannot be used (${code}). Check DATABASE_URL and that PostgreSQL answers there.`,
      ].join('\n')
  }
}

export const unsafeDatabase = (url: string, settings: readonly string[]): string => {
  const off = settings.map((name) => `${name}=off`).join(', ')
  return [
    '!'.repeat(100),
    `FR  DANGER : la base ${shown(url)} tourne avec ${off}. Une coupure de courant peut y détruire du travail confirmé.`,
    `EN  DANGER: the database ${shown(url)} runs with ${off}. A power cut may destroy acknowledged work there.`,
    '!'.repeat(100),
  ].join('\n')
}

/** An address without who logs in, and with which secret. */
const shown = (url: string): string => url.replace(/^(\w+:\/\/)(.*@)?/, '$1').replace(/\?.*$/, '')

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
