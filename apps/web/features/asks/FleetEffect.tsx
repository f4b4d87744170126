import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { WantedChange } from '@infinitio/sdk'
import { monthOf } from '#web/features/asks/PriceChangeLines.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { marketQuery } from '#web/parts/market/marketQuery.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'

/**
 * Shows the total effect of price changes: the number of machines, the old and the new hourly price of all their GPUs, and the monthly earnings if the share of
 * rented GPUs stays the same.
 */
export function FleetEffect({ changes }: { readonly changes: readonly WantedChange[] }) {
  const t = useTranslations('provide.fleetAct.effect')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const { data: market } = useQuery(marketQuery(browserApi, null))
  const used = new Map(market?.classes.map(({ classId, figures }) => [classId, figures.utilisationBps]))
  const gpus = changes.reduce((sum, { node }) => sum + node.gpus, 0)
  const months = changes.map(({ node, pricePerGpuSecond }) =>
    monthOf({ price: pricePerGpuSecond, gpus: node.gpus, used: used.get(node.classId) ?? null, feeBps: chain?.feeBps ?? 0 }),
  )
  const known = months.filter((month) => month !== null)
  const old = changes.reduce((sum, { node }) => sum + BigInt(node.ask?.pricePerGpuSecond ?? 0) * BigInt(node.gpus), 0n)
  const next = changes.reduce((sum, { node, pricePerGpuSecond }) => sum + pricePerGpuSecond * BigInt(node.gpus), 0n)
  return (
    <MoneyLines
      lines={[
        { name: t('machines'), amount: t('count', { count: changes.length, gpus }) },
        { name: t('hour'), amount: `${amountText(old * 3_600n)} → ${amountText(next * 3_600n)} PT` },
        {
          name: known.length === months.length ? t('month') : t('monthKnown', { count: known.length }),
          amount: known.length === 0 ? '–' : `${amountText(known.reduce((sum, month) => sum + month, 0n))} PT`,
          tone: 'total',
        },
      ]}
    />
  )
}
