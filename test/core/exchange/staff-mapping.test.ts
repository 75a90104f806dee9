import { describe, expect, it } from 'vitest'
import { guessMapping } from '../../../src/core/exchange/staff-mapping.ts'

const heading =
  'Matricule;Nom;Prénoms;Grade;Langue;Code unité;Unité;Unité supérieure;Code site;Site;Code du poste;Intitulé du poste;Métier'

describe('the columns of a staff list', () => {
  const guessed = (header: string) => {
    const names = header.split(';')
    return Object.fromEntries(Object.entries(guessMapping(names)).map(([field, column]) => [field, names[column ?? -1]]))
  }

  it('are known by their names in French', () => {
    expect(guessed(heading)).toEqual({
      registration: 'Matricule',
      familyName: 'Nom',
      givenName: 'Prénoms',
      grade: 'Grade',
      language: 'Langue',
      unitCode: 'Code unité',
      unitName: 'Unité',
      parentUnitCode: 'Unité supérieure',
      siteCode: 'Code site',
      siteName: 'Site',
      postCode: 'Code du poste',
      postTitle: 'Intitulé du poste',
      jobCode: 'Métier',
    })
    expect(
      guessed('N° MATRICULE;NOM DE FAMILLE;PRENOM(S);CODE DU SERVICE;Libellé de l’unité;N° de poste;Emploi-type'),
    ).toMatchObject({
      registration: 'N° MATRICULE',
      familyName: 'NOM DE FAMILLE',
      givenName: 'PRENOM(S)',
      unitCode: 'CODE DU SERVICE',
      unitName: 'Libellé de l’unité',
      postCode: 'N° de poste',
      jobCode: 'Emploi-type',
    })
  })

  it('are known by their names in English, Portuguese and Spanish', () => {
    expect(guessed('Staff number;Last name;First name;Rank;Unit code;Unit;Position code;Position title;Job')).toEqual({
      registration: 'Staff number',
      familyName: 'Last name',
      givenName: 'First name',
      grade: 'Rank',
      unitCode: 'Unit code',
      unitName: 'Unit',
      postCode: 'Position code',
      postTitle: 'Position title',
      jobCode: 'Job',
    })
    expect(guessed('Matrícula;Apelido;Nome;Código da unidade;Unidade;Código do posto;Função-tipo')).toMatchObject({
      registration: 'Matrícula',
      familyName: 'Apelido',
      givenName: 'Nome',
      unitCode: 'Código da unidade',
      postCode: 'Código do posto',
      jobCode: 'Função-tipo',
    })
    expect(guessed('Matrícula;Apellidos;Nombre;Código de la unidad;Unidad;Código del puesto;Puesto tipo')).toMatchObject({
      familyName: 'Apellidos',
      givenName: 'Nombre',
      unitCode: 'Código de la unidad',
      postCode: 'Código del puesto',
      jobCode: 'Puesto tipo',
    })
  })

  it('are guessed from most of their words, and not from one word of many', () => {
    expect(guessed('Matricule agent;Date de prise de service;Situation de famille')).toEqual({ registration: 'Matricule agent' })
  })
})
