import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'

/** A total in PT from base units, never without its unit, never broken over two lines. */
export function Amount({ units }: { readonly units: bigint | string }) {
  const t = useTranslations('units')
  return (
    <span className="nowrap">
      {t('pt', { amount: amountText(BigInt(units)) })}
      <About units={units} />
    </span>
  )
}
