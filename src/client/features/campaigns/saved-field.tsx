import { useState } from 'react'
import { TextField } from '../../ui/text-field.tsx'

type Props = {
  readonly label: string
  readonly hint?: string | undefined
  readonly type?: 'text' | 'date' | 'number'
  readonly value: string
  readonly save: (value: string) => Promise<void>
  readonly min?: number | string | undefined
  readonly max?: number | string | undefined
}

/** A field that saves itself when it is left. While somebody types in it, what arrives from elsewhere waits. */
export const SavedField = ({ label, hint, type = 'text', value, save, min, max }: Props) => {
  const [typed, setTyped] = useState<string | null>(null)
  const leave = async (): Promise<void> => {
    if (typed !== null && typed !== value) await save(typed)
    setTyped(null)
  }
  return (
    <TextField
      label={label}
      hint={hint}
      type={type}
      min={min}
      max={max}
      maxLength={200}
      autoComplete="off"
      value={typed ?? value}
      onChange={(next) => {
        setTyped(next)
        // A date is whole once it is picked: the pickers of tablets never leave the field.
        if (type === 'date') void save(next)
      }}
      onBlur={() => void leave()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void leave()
      }}
    />
  )
}
