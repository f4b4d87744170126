import { useTranslations } from 'next-intl'
import { amountText, exactAmountText } from '#web/parts/format/amountText.ts'

type AllOfProps = {
  /** The whole available amount in units of 18 decimals; null while unknown. */
  readonly units: bigint | null
  readonly unit: string
  readonly onAll: (text: string) => void
}

/**
 * The end of an amount field: its unit, and a button that fills in the whole available amount to the last unit. The text beside the field is rounded,
 * so a user could not copy it exactly.
 */
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
