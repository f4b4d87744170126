import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { PricePerHourInput } from '#web/parts/price/PricePerHourInput.tsx'
import { pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { priceBesideBestAsk } from '#web/features/order-ticket/priceBesideBestAsk.ts'

type PriceFieldProps = {
  readonly text: string
  readonly bestAsk: bigint | null
  /** Previous price as text, while the user changes an order. */
  readonly was?: string
  readonly onText: (text: string) => void
}

/** A field for the highest price per GPU-hour. It also compares that price with the cheapest ask. */
export function PriceField({ text, bestAsk, was, onText }: PriceFieldProps) {
  const t = useTranslations('ticket.price')
  const price = pricePerSecondOf(text)
  const hint = () => {
    const standing = priceBesideBestAsk(price ?? 0n, bestAsk)
    if (was !== undefined && was !== text) return standing.kind === 'none' ? t('was', { was }) : t('wasAndAsk', { was, ask: standing.ask })
    if (standing.kind === 'none') return t('none')
    if (price === null) return t('ask', { ask: standing.ask })
    return standing.kind === 'meets' ? t('meets', { ask: standing.ask }) : t('below', { ask: standing.ask, percent: standing.percent })
  }
  return (
    <Field label={t('label')} hint={hint()} error={text !== '' && price === null ? t('wrong') : undefined}>
      {(names) => <PricePerHourInput {...names} text={text} onText={onText} />}
    </Field>
  )
}
