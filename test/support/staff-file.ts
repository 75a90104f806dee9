import { strToU8, zipSync } from 'fflate'

/** A staff list as an HR office keeps it: one row an officer and the post held. */
export const staffHeader = [
  'Matricule',
  'Nom',
  'Prénom',
  'Grade',
  'Code unité',
  'Unité',
  'Code unité supérieure',
  'Code poste',
  'Poste',
  'Métier',
] as const

const visit = ['SIK-VD', 'Section visite et dédouanement', 'SIK'] as const
const brigade = ['SIK-BS', 'Brigade de surveillance', 'SIK'] as const
const inspector = 'Inspecteur des douanes'
const controller = 'Contrôleur des douanes'
const guard = 'Préposé des douanes'

/** Fourteen officers in two units of the site SIK, the two who assess them, and the HR director. */
export const staffRows: readonly (readonly string[])[] = [
  ['1001A', 'Traoré', 'Aïssata', inspector, ...visit, 'VD-01', 'Inspectrice de visite', 'Inspecteur de visite'],
  ['1002B', 'Coulibaly', 'Moussa', inspector, ...visit, 'VD-02', 'Inspecteur de visite', 'Inspecteur de visite'],
  ['1003C', 'Diarra', 'Fanta', controller, ...visit, 'VD-03', 'Vérificatrice', 'Vérificateur'],
  ['1004D', 'Keïta', 'Sékou', controller, ...visit, 'VD-04', 'Vérificateur', 'Vérificateur'],
  ['1005E', 'N’Diaye', 'Awa', controller, ...visit, 'VD-05', 'Agente de transit', 'Agent de transit'],
  ['1006F', 'Sangaré', 'Bakary', controller, ...visit, 'VD-06', 'Agent du contentieux', 'litigation-officer'],
  ['1007G', 'Dembélé', 'Oumou', inspector, ...visit, 'VD-07', 'Analyste du risque', 'Analyste du risque et du ciblage'],
  ['1008H', 'Sidibé', 'Drissa', guard, ...brigade, 'BS-01', 'Agent de surveillance', 'anti-smuggling-officer'],
  ['1009J', 'Konaté', 'Rokia', guard, ...brigade, 'BS-02', 'Agente de surveillance', 'anti-smuggling-officer'],
  ['1010K', 'Maïga', 'Ibrahim', guard, ...brigade, 'BS-03', 'Agent de surveillance', 'anti-smuggling-officer'],
  ['1011L', 'Touré', 'Mariam', guard, ...brigade, 'BS-04', 'Agente de surveillance', 'anti-smuggling-officer'],
  ['1012M', 'Ouédraogo', 'Cœur-de-Lion', guard, ...brigade, 'BS-05', 'Agent de surveillance', 'anti-smuggling-officer'],
  ['1013N', 'Cissé', 'Hawa', inspector, ...brigade, 'BS-06', 'Enquêtrice', 'Enquêteur douanier'],
  ['1014P', 'Doumbia', 'Salif', inspector, ...brigade, 'BS-07', 'Chef de brigade', 'Chef de brigade'],
  ['2001Q', 'Haïdara', 'Kadiatou', inspector, 'DGD-EV', 'Pool d’évaluation', '', 'EV-01', 'Évaluatrice', 'Formateur'],
  ['2002R', 'Sissoko', 'Amadou', inspector, 'DGD-EV', 'Pool d’évaluation', '', 'EV-02', 'Évaluateur', 'Formateur'],
  ['3001S', 'Kouyaté', 'Djénéba', 'Administratrice', 'DGD-RH', 'Ressources humaines', '', 'RH-01', 'Directrice', 'hr-officer'],
]

/** The same list as it first comes from an office: each of these lines is wrong in its own way. */
export const badStaffRows: readonly (readonly string[])[] = staffRows.map((row, place) => {
  switch (place) {
    case 1:
      return row.with(9, 'Inspecteur de visitte')
    case 3:
      return row.with(0, '')
    case 5:
      return row.with(0, '1001A')
    case 8:
      return row.with(6, 'SIK-XX')
    case 10:
      return row.with(7, '').with(8, '').with(9, '')
    default:
      return row
  }
})

/** What must be said of them: the line, the column, the reason. */
export const badStaffRowsTold: readonly (readonly string[])[] = [
  [
    '3',
    'Métier',
    'Le métier « Inspecteur de visitte » n’est pas dans le référentiel. Le plus proche est « Inspecteur de visite ».',
  ],
  ['5', 'Matricule', 'Cette cellule est vide alors qu’elle est obligatoire. Complétez-la.'],
  ['7', 'Matricule', 'Le matricule 1001A figure déjà à la ligne 2. Un agent occupe un seul poste : gardez une seule ligne.'],
  [
    '10',
    'Code unité supérieure',
    'L’unité SIK-BS dépend de SIK d’après la ligne 9 et de SIK-XX ici. Gardez un seul rattachement.',
  ],
  ['12', 'Code poste', 'Touré Mariam (matricule 1011L) n’a pas de poste. Indiquez le code du poste et le métier.'],
]

/** A CSV file as a French spreadsheet on Windows saves it: semicolons, CRLF, Windows-1252. */
export const windowsCsv = (rows: readonly (readonly string[])[]): Buffer =>
  windows1252([staffHeader, ...rows].map((row) => `${row.join(';')}\r\n`).join(''))

/** Where Windows-1252 leaves Latin-1, among the characters that French needs. */
const apart: ReadonlyMap<string, number> = new Map([
  ['’', 0x92],
  ['œ', 0x9c],
  ['Œ', 0x8c],
  ['€', 0x80],
])

const windows1252 = (text: string): Buffer => Buffer.from([...text].map((letter) => apart.get(letter) ?? letter.charCodeAt(0)))

/** A workbook of one sheet, as any spreadsheet saves it, with its texts in the cells. */
export const workbook = (rows: readonly (readonly string[])[]): Buffer => {
  const cells = [staffHeader, ...rows].map(
    (row, at) => `<row r="${at + 1}">${row.map((text, column) => cell(text, column, at + 1)).join('')}</row>`,
  )
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006'
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const files = {
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Personnel" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${cells.join('')}</sheetData></worksheet>`,
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(xml + text)]))))
}

const cell = (text: string, column: number, line: number): string =>
  `<c r="${String.fromCharCode(65 + column)}${line}" t="inlineStr"><is><t>${text.replaceAll('&', '&amp;')}</t></is></c>`
