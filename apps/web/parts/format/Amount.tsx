import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'

/** Shows an amount of base units in PT, always with its unit and without a line break, and its approximate value in the currency that the reader chose. */
export function Amount({ units }: { readonly units: bigint | string }) {
  const t = useTranslations('units')
  return (
    <span className="nowrap">
      {t('pt', { amount: amountText(BigInt(units)) })}
      <About units={units} />
    </span>
  )
}
