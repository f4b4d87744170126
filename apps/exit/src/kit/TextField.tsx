import { useId } from 'react'

export type TextFieldProps = {
  readonly label: string
  readonly hint: string
  readonly error: string | null
  readonly value: string
  readonly placeholder: string
  readonly onChange: (value: string) => void
}

/** A text field with a label above and a hint below. If the value is invalid, shows how to fix it instead of the hint. */
export function TextField({ label, hint, error, value, placeholder, onChange }: TextFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="mono"
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== null}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className={error === null ? 'hint' : 'hint err'}>
        {error ?? hint}
      </p>
    </div>
  )
}
