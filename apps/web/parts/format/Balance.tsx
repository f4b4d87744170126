import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { balanceText } from '#web/parts/format/sumTexts.ts'

/** Shows a balance that an account owns, in base units: cut and never rounded up, with its unit and its approximate value in the reader's currency. */
export function Balance({ units }: { readonly units: bigint | string }) {
  const t = useTranslations('units')
  return (
    <span className="nowrap">
      {t('pt', { amount: balanceText(BigInt(units)) })}
      <About units={units} />
    </span>
  )
}
