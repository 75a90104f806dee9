import type { Pack } from '../../src/core/domain/pack.ts'
import type { Chance } from '../../src/core/exchange/demonstration/chance.ts'

/*
 * What an assessor types beside a level. People repeat themselves less than a short list of phrases does, and a text that
 * repeats itself compresses too well for a measure of bytes: so each remark takes up a clause of the pack's own French, of
 * which there are a thousand, and adds how it was done, what was seen and what is to come of it.
 */

const how = [
  'avec sûreté',
  'lentement mais sans erreur',
  'en demandant conseil à chaque cas nouveau',
  'sans se reporter aux notes explicatives',
  'mieux qu’à la visite précédente',
  'de façon inégale selon l’affluence',
  'à partir de modèles anciens',
  'avec l’aide d’un collègue',
  'sans toujours motiver sa décision',
  'au scanner comme au magasin 3',
  'pendant la vacation de nuit',
  'au bureau de Faladié surtout',
]
const outcome = [
  'à revoir au second passage',
  'une journée au bureau des contrôles aidera',
  'le chef de section confirme',
  'tuteur désigné',
  'rien d’autre à signaler',
  'l’intéressé en convient',
  'suivi mensuel convenu',
  'peut montrer le geste aux autres',
]

export type Remarks = (chance: Chance) => string

export const remarksFrom = (pack: Pack): Remarks => {
  const clauses = clausesOf(pack)
  return (chance) => {
    const of = 3 + Math.floor(chance.next() * 9)
    const found = Math.floor(chance.next() * of)
    const number = 1000 + Math.floor(chance.next() * 9000)
    const detail = chance.pick([
      `${found} dossiers sur ${of} repris`,
      `déclaration C ${number} examinée ensemble`,
      `constaté le ${1 + Math.floor(chance.next() * 28)} octobre`,
      chance.pick(clauses).toLocaleLowerCase('fr'),
    ])
    const opening = `${chance.pick(clauses)}, ${chance.pick(how)}`
    return chance.happens(0.6) ? `${opening} ; ${detail}, ${chance.pick(outcome)}.` : `${opening} (${detail}).`
  }
}

/** Every clause of some length in the French texts of a pack, once. */
const clausesOf = (pack: Pack): readonly string[] => {
  const found = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('fr' in value && typeof value.fr === 'string')
      for (const clause of value.fr.split(/[.;:,]\s+|\.$/)) if (/^[^()]{18,110}$/.test(clause)) found.add(clause.trim())
    for (const inner of Object.values(value)) look(inner)
  }
  look(pack)
  return [...found]
}
