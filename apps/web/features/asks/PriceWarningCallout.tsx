import { type PriceWarning, priceWarning } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** Returns why the provider should confirm a new price of a machine, or null. Base units per GPU-second. */
export function warningOf({ classMedianPricePerGpuSecond: median, latestAsk }: ProviderNode, price: bigint): PriceWarning | null {
  const current = latestAsk?.pricePerGpuSecond
  return priceWarning(price, { median: median === null ? null : BigInt(median), current: current === undefined ? null : BigInt(current) })
}

/** Warns of a price that is probably a mistake and asks for a second press. */
export function PriceWarningCallout({ node, warning }: { readonly node: ProviderNode; readonly warning: PriceWarning }) {
  const t = useTranslations('provide.price.warning')
  const hourText = (price: string | null | undefined) => amountText(BigInt(price ?? 0) * 3_600n)
  return (
    <Callout tone="warn" alert>
      {t(warning, { median: hourText(node.classMedianPricePerGpuSecond), old: hourText(node.latestAsk?.pricePerGpuSecond) })} {t('again')}
    </Callout>
  )
}
