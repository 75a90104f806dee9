import type { Competency } from '../../domain/framework.ts'

/** What an assessor writes beside a level, by where it lies from the required one, worded for women and men alike. */
type Remarks = { readonly below: readonly string[]; readonly at: readonly string[]; readonly above: readonly string[] }

const generalRemarks: Remarks = {
  below: [
    'Niveau atteint sur les cas simples seulement ; un accompagnement au poste est nécessaire.',
    "Progrès depuis l'an dernier, mais le travail doit encore être relu par le chef de section.",
    "Méthode connue, mise en pratique irrégulière d'après les dossiers examinés ensemble.",
    "S'en remet à un collègue dès que le cas sort de l'ordinaire.",
  ],
  at: [
    "Conforme à ce que le poste demande, d'après cinq dossiers tirés au hasard.",
    "Confirmé par le chef de section et par l'observation en service.",
    'Travail régulier ; rien à signaler.',
  ],
  above: [
    'Sert déjà de référence aux collègues de la section.',
    'Peut former les nouveaux agents ; à proposer comme tuteur.',
    'Dépasse ce que le poste demande ; compétence à valoriser lors de la prochaine affectation.',
  ],
}

const attitudeRemarks: Remarks = {
  below: [
    'Irrégulier selon les jours ; le supérieur hiérarchique le confirme.',
    'Règles connues, mais rappelées deux fois pendant la visite ; à revoir au prochain passage.',
    "Progrès depuis l'an dernier ; l'effort doit se maintenir sans rappel.",
  ],
  at: ["Confirmé par le supérieur hiérarchique et par l'observation en service.", 'Rien à signaler.'],
  above: ['Cité en exemple par ses collègues.', "Va au-delà de ce que le poste demande, y compris les jours d'affluence."],
}

const belowByCompetency: { readonly [code: string]: readonly string[] } = {
  'customs-valuation': [
    "S'en tient au prix de facture sans vérifier le fret ni l'assurance ; deux dossiers repris par le chef de section.",
    'Demande rarement des justificatifs quand la valeur déclarée paraît faible.',
    "Cite les six méthodes, mais n'a pas su motiver par écrit le rejet de valeur examiné ensemble.",
    'Se réfère encore à une liste de valeurs minimales au lieu de la valeur transactionnelle.',
  ],
  'rules-of-origin': [
    "Accepte les certificats d'origine CEDEAO sans contrôler l'agrément de l'entreprise.",
    'Confond origine et provenance lorsque la marchandise a été transbordée.',
    "N'a jamais engagé de contrôle a posteriori ; à former avant la prochaine campagne.",
  ],
  'digital-tools': [
    'Se fait aider pour les recherches dans SYDONIA ; plusieurs saisies reprises.',
    'Tient ses relevés sur papier et les fait ressaisir par un collègue.',
    'Session laissée ouverte au poste à deux reprises pendant la visite.',
  ],
  'professional-writing': [
    'Deux procès-verbaux renvoyés pour mentions manquantes.',
    'Faits et appréciations mêlés dans les comptes rendus ; modèle remis et expliqué.',
  ],
  'risk-management': [
    'Suit le circuit attribué par le système sans proposer de réorientation motivée.',
    'Ne saisit pas le résultat des contrôles conformes : le retour vers le ciblage manque.',
  ],
}

export const unseenRemarks: readonly string[] = [
  "Aucun cas de ce type pendant la semaine d'observation.",
  'À revoir au prochain passage : équipement en panne pendant la visite.',
]

export const inapplicableReasons: readonly string[] = [
  "Activité confiée à une cellule spécialisée du bureau ; l'agent ne l'exerce pas.",
  'Mission suspendue à ce poste depuis la réorganisation des vacations.',
]

export const remarksOn = ({ code, kind }: Pick<Competency, 'code' | 'kind'>, distance: number): readonly string[] => {
  const remarks = kind === 'attitude' ? attitudeRemarks : generalRemarks
  if (distance > 0) return remarks.above
  return distance === 0 ? remarks.at : (belowByCompetency[code] ?? remarks.below)
}

export const observations: readonly string[] = [
  "J'ai pris connaissance de l'évaluation. Je souhaite suivre la formation proposée avant la fin de l'année.",
  "Mon affectation à cette section ne date que du début de l'année : cela explique une partie des écarts.",
  "Je suis d'accord avec l'ensemble, sauf sur un point : mon poste n'a accès au système de dédouanement que depuis un mois.",
  "Merci pour l'entretien. Je demande l'appui d'un collègue expérimenté sur les points à améliorer.",
  "L'évaluation reflète mon travail. Je suis disponible pour former les nouveaux agents.",
  'Je demande que mon expérience antérieure en brigade soit prise en compte.',
]

export const refusal = "L'agent conteste plusieurs des niveaux retenus et demande un second entretien avant de signer."
