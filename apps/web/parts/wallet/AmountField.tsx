import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { AllOf } from '#web/parts/wallet/AllOf.tsx'

export type AmountFieldProps = {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** The text as typed. The form around the field parses it. */
  readonly text: string
  readonly onText: (text: string) => void
  /** The amount that "All" fills in, in base units of 18 decimals; null while unknown. */
  readonly most: bigint | null
  readonly unit: string
}

/** A field for an amount of money, with a button that fills in all there is. */
export function AmountField({ label, hint, error, text, onText, most, unit }: AmountFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(names) => (
        <TextInput
          {...names}
          inputMode="decimal"
          placeholder="0.00"
          value={text}
          suffix={<AllOf units={most} unit={unit} onAll={onText} />}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </Field>
  )
}
