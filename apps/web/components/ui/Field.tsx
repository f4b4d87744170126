import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'

type ControlNames = { readonly id: string; readonly 'aria-describedby': string | undefined; readonly 'aria-invalid': true | undefined }

export type FieldProps = {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly error?: ReactNode
  readonly children: (names: ControlNames) => ReactNode
}

/** Shows the label, the control and the hint, and links them for screen readers. An error replaces the hint and explains the fix. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const below = error ?? hint
  const belowId = below === undefined ? undefined : `${id}-below`
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': belowId, 'aria-invalid': error === undefined ? undefined : true })}
      {error !== undefined ? (
        <p className="err" id={belowId} role="alert">
          <CircleAlert className="i s" aria-hidden />
          {error}
        </p>
      ) : hint !== undefined ? (
        <p className="hint" id={belowId}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}
