import { type PriceWarning, priceWarning } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import type { WantedChange } from '@infinitio/sdk'

/** Warns that a price is probably a mistake, and asks the user to press the button again to confirm. */
export function PriceWarningCallout({ node, warning }: { readonly node: ProviderNode; readonly warning: PriceWarning }) {
  const t = useTranslations('provide.price.warning')
  return (
    <Callout tone="warn" alert>
      {useWarningText()(node, warning)} {t('again')}
    </Callout>
  )
}

/** Lists the machines whose new price is probably a mistake, and asks the user to press the button again to confirm. */
export function PriceWarningList({ changes }: { readonly changes: readonly WarnedChange[] }) {
  const t = useTranslations('provide.fleetAct.warning')
  const warningText = useWarningText()
  return (
    <Callout tone="warn">
      <div className="stack g2">
        {/* Only this sentence is an alert: a screen reader would speak a list of a thousand machines to its end. */}
        <b role="alert">{t('count', { count: changes.length })}</b>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it. */}
        <ul className="others t13" tabIndex={0} aria-label={t('label')}>
          {changes.map(({ node, warning }) => (
            <li key={node.node}>
              <b className="strong">{node.name}</b>: {warningText(node, warning)}
            </li>
          ))}
        </ul>
      </div>
    </Callout>
  )
}

function useWarningText(): (node: ProviderNode, warning: PriceWarning) => string {
  const t = useTranslations('provide.price.warning')
  const hourText = (price: string | null | undefined) => amountText(BigInt(price ?? 0) * 3_600n)
  return (node, warning) => t(warning, { median: hourText(node.classMedianPricePerGpuSecond), old: hourText(node.latestAsk?.pricePerGpuSecond) })
}

/** A change with a price that is probably a mistake, and the reason. */
type WarnedChange = WantedChange & { readonly warning: PriceWarning }

/**
 * Explains why a new price is unusual for a machine, so that the provider must confirm it. Returns null if it is not unusual. Prices are in base units per
 * GPU-second.
 */
export function warningOf(
  { classMedianPricePerGpuSecond: median, latestAsk }: Pick<ProviderNode, 'classMedianPricePerGpuSecond' | 'latestAsk'>,
  price: bigint,
): PriceWarning | null {
  const current = latestAsk?.pricePerGpuSecond
  return priceWarning(price, { median: median === null ? null : BigInt(median), current: current === undefined ? null : BigInt(current) })
}

/** Returns the changes that set an unusual price, which the provider must confirm. Pausing a machine sets no price, so it needs no confirmation. */
export function warnedChanges(changes: readonly WantedChange[]): WarnedChange[] {
  return changes.flatMap((change) => {
    const warning = change.act === 'pause' ? null : warningOf(change.node, change.pricePerGpuSecond)
    return warning === null ? [] : [{ ...change, warning }]
  })
}

/** Returns a key for a machine at a price, so that confirming one price does not confirm another. */
export const priceKey = ({ node, pricePerGpuSecond }: WantedChange): string => `${node.node} ${pricePerGpuSecond}`
