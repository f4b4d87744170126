import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { useTranslations } from 'next-intl'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'

export type AmountFieldProps = {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** The text as typed. The form around the field parses it. */
  readonly text: string
  readonly onText: (text: string) => void
  /** The amount that "All" fills in, in base units of 18 decimals; null while unknown. */
  readonly most: bigint | null
  /** The text of the button that fills in `most`; "All" when left out. */
  readonly mostText?: string | undefined
  readonly unit: string
}

/** A field for an amount of money, with a button that fills in the whole available amount. */
export function AmountField({ label, hint, error, text, onText, most, mostText, unit }: AmountFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(names) => (
        <TextInput
          {...names}
          inputMode="decimal"
          placeholder="0.00"
          value={text}
          suffix={<AllOf units={most} name={mostText} unit={unit} onAll={onText} />}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </Field>
  )
}

type AllOfProps = {
  /** The whole available amount in units of 18 decimals; null while unknown. */
  readonly units: bigint | null
  readonly name: string | undefined
  readonly unit: string
  readonly onAll: (text: string) => void
}

/**
 * Shows the unit at the end of an amount field, and a button that fills in the whole available amount exactly. The text beside the field is rounded, so a user
 * could not copy the amount from it.
 */
function AllOf({ units, name, unit, onAll }: AllOfProps) {
  const t = useTranslations('wallet')
  return (
    <span className="row g2">
      {units !== null && units > 0n && (
        <button
          type="button"
          className="link t13"
          aria-label={name === undefined ? t('allOf', { amount: `${balanceText(units)} ${unit}` }) : `${name}: ${balanceText(units)} ${unit}`}
          onClick={() => onAll(exactAmountText(units))}
        >
          {name ?? t('all')}
        </button>
      )}
      {unit}
    </span>
  )
}
