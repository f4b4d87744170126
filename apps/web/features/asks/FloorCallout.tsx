import { getFleetSigning } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'

type Signing = Awaited<ReturnType<typeof getFleetSigning>>

/**
 * Warns of a price below the least price of the machine's signing permission. The wallet can sign an ask at this price, but when the listing ends, the machine
 * cannot sign a new ask at this price. `price` is in base units per GPU-second.
 */
export function FloorCallout({ node, price }: { readonly node: string; readonly price: bigint }) {
  const { data } = useQuery({ queryKey: ['provider', 'signing'], queryFn: () => getFleetSigning(browserApi) })
  const floor = floorOf(data?.nodes ?? [], node)
  return floor === null || price >= floor ? null : <FloorText floor={floor} />
}

/** The text of `FloorCallout`. `floor` is in base units per GPU-second. */
export function FloorText({ floor }: { readonly floor: bigint }) {
  const t = useTranslations('provide.price')
  return (
    <Callout tone="warn" alert>
      {t('belowPermission', { floor: amountText(floor * 3_600n) })}
    </Callout>
  )
}

/**
 * Returns the least price at which a machine may sign its own asks, in base units per GPU-second. Returns null if the machine has no signing permission that
 * the provider signed.
 */
export function floorOf(nodes: Signing['nodes'], node: string): bigint | null {
  const signing = nodes.find((one) => one.node === node)
  if (signing?.by !== 'mandate' || signing.mandate === null || (signing.mandateSignature ?? null) === null) return null
  return BigInt(signing.mandate.minPricePerGpuSecond)
}
