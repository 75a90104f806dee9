import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { Announcer, announce } from '../../../src/client/ui/announce.tsx'
import { Button } from '../../../src/client/ui/button.tsx'
import { Figure } from '../../../src/client/ui/figure.tsx'
import { GapSign, type GapSignStatus } from '../../../src/client/ui/gap-sign.tsx'
import { ProgressBar } from '../../../src/client/ui/progress-bar.tsx'
import { Select } from '../../../src/client/ui/select.tsx'
import { TextField } from '../../../src/client/ui/text-field.tsx'

beforeAll(() => startSpeaking('fr'))

describe('a gap sign', () => {
  const words: readonly (readonly [GapSignStatus, string])[] = [
    ['shortfall', 'En deçà'],
    ['meets', 'Conforme'],
    ['surplus', 'Au-delà'],
    ['not-observed', 'Non observé'],
    ['not-applicable', 'Sans objet'],
    ['unrated', 'Non noté'],
  ]

  it.each(words)('says %s in words', (status, word) => {
    render(<GapSign status={status} />)
    expect(screen.getByText(word)).toBeTruthy()
  })

  it('draws each status in a shape of its own, so that colour is never alone', () => {
    const shapes = words.map(([status]) =>
      render(<GapSign status={status} />)
        .container.querySelector('path')
        ?.getAttribute('d'),
    )
    expect(new Set(shapes).size).toBe(words.length)
  })

  it('keeps the word for ears where the column is narrow', () => {
    render(<GapSign status="shortfall" gap={-2} compact />)
    expect(screen.getByText('En deçà')).toBeTruthy()
    expect(screen.getByText('−2')).toBeTruthy()
  })
})

describe('a field', () => {
  it('ties its label, its hint and its error to the control', () => {
    render(<TextField label="Motif" hint="En une phrase." error="Indiquez un motif." value="" onChange={() => undefined} />)
    const control = screen.getByLabelText('Motif')
    const described = (control.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
    expect(described).toEqual(['En une phrase.', 'Indiquez un motif.'])
    expect(control.getAttribute('aria-invalid')).toBe('true')
  })

  it('says when it may be left empty, and is silent otherwise', () => {
    render(<TextField label="Observation" required={false} value="" onChange={() => undefined} />)
    expect(screen.getByLabelText('Observation (facultatif)').hasAttribute('required')).toBe(false)
  })

  it('answers with the value chosen from a list', async () => {
    const choose = vi.fn()
    const options = [
      { value: 'bko', label: 'Bamako' },
      { value: 'kys', label: 'Kayes' },
    ]
    render(<Select label="Site" options={options} value={undefined} onChange={choose} placeholder="Choisissez" />)
    await userEvent.selectOptions(screen.getByLabelText('Site'), 'Kayes')
    expect(choose).toHaveBeenCalledWith('kys')
  })
})

describe('a busy button', () => {
  it('ignores presses, keeps the focus and says what goes on', async () => {
    const press = vi.fn()
    render(
      <Button busy="Enregistrement…" onClick={press}>
        Enregistrer
      </Button>,
    )
    const button = screen.getByRole('button', { name: 'Enregistrement…' })
    await userEvent.click(button)
    expect(press).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(button)
  })
})

describe('an announcement', () => {
  it('is said politely, and again when it is the same', () => {
    render(<Announcer />)
    act(() => announce('Niveau 3 enregistré'))
    const first = screen.getByRole('status').textContent
    act(() => announce('Niveau 3 enregistré'))
    const second = screen.getByRole('status').textContent
    expect(first?.trim()).toBe('Niveau 3 enregistré')
    expect(second).not.toBe(first)
    expect(screen.getByRole('alert').textContent).toBe('')
  })

  it('interrupts when work is at risk', () => {
    render(<Announcer />)
    act(() => announce('Non enregistré', { urgent: true }))
    expect(screen.getByRole('alert').textContent).toBe('Non enregistré')
  })
})

describe('a figure', () => {
  it('stands with its unit, its base and its age', () => {
    render(
      <Figure
        label="Couverture"
        value="71"
        unit="%"
        base={{ n: 29, of: 31, what: 'exigences' }}
        asOf="2026-11-03T10:00:00Z"
        now="2026-11-22T10:00:00Z"
      />,
    )
    expect(screen.getByText('29 sur 31 exigences · il y a 19 jours')).toBeTruthy()
  })

  it('is said to be missing, never shown as 0', () => {
    render(<Figure label="Préparation" value={undefined} />)
    expect(screen.getByText('Rien à calculer pour l’instant')).toBeTruthy()
  })
})

describe('progress', () => {
  it('is told in counts', () => {
    render(<ProgressBar label="Compétences évaluées" value={12} max={31} />)
    expect(screen.getByRole('progressbar', { name: 'Compétences évaluées' }).getAttribute('aria-valuetext')).toBe('12 sur 31')
  })
})
