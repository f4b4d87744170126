import { useTranslations } from 'next-intl'
import { amountText, exactAmountText } from '#web/parts/format/amountText.ts'

type AllOfProps = {
  /** All there is, in units of 18 decimals; null while unknown. */
  readonly units: bigint | null
  readonly unit: string
  readonly onAll: (text: string) => void
}

/** The end of a field for an amount: its unit, and a button that writes down all there is to the last unit, which the rounded text beside the field does not say. */
export function AllOf({ units, unit, onAll }: AllOfProps) {
  const t = useTranslations('wallet')
  return (
    <span className="row g2">
      {units !== null && units > 0n && (
        <button
          type="button"
          className="link t13"
          aria-label={t('allOf', { amount: `${amountText(units)} ${unit}` })}
          onClick={() => onAll(exactAmountText(units))}
        >
          {t('all')}
        </button>
      )}
      {unit}
    </span>
  )
}
