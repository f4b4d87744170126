import { bps, earningsOfCard, pTokenUnits, percentOfBps } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { assumedShareOf } from '#web/features/earn/earnBasis.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { marketQuery } from '#web/parts/market/marketQuery.ts'
import { percentText } from '#web/parts/market/marketTexts.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'

const monthSeconds = 30n * 86_400n

/**
 * Shows the old and the new price, the fee, and the machine's earnings in 30 days. The earnings assume that the rented fraction of the machine's class does not
 * change. If no GPU of the class is rented now, they use the share of `assumedShareOf`. `price` is in base units per GPU-second.
 */
export function PriceChangeLines({ node, price }: { readonly node: ProviderNode; readonly price: bigint }) {
  const t = useTranslations('provide.price')
  const tUnits = useTranslations('units')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const { data: market } = useQuery(marketQuery(browserApi, null))
  const used = market?.classes.find(({ classId }) => classId === node.classId)?.figures.utilisationBps ?? null
  const hourText = (units: bigint) => `${amountText(units * 3_600n)} ${tUnits('ptPerHour')}`
  const feeBps = chain?.feeBps ?? 0
  const share = used === 0 ? assumedShareOf(market?.classes.map(({ figures }) => figures) ?? []).assumedBps : used
  const month = monthOf({ price, gpus: node.gpus, used: share, feeBps })
  return (
    <MoneyLines
      lines={[
        { name: t('line.old'), amount: node.ask === null ? t('notListed') : hourText(BigInt(node.ask.pricePerGpuSecond)) },
        { name: t('line.new'), amount: hourText(price) },
        { name: t('line.fee', { percent: percentOfBps(feeBps) }), amount: chain === undefined ? '–' : `−${hourText(feeOf(price, feeBps))}` },
        month === null
          ? { name: t('line.monthUnknown'), amount: '–', tone: 'total' }
          : {
              name: t(used === 0 ? 'line.monthAssumed' : 'line.month', { percent: percentText(share) }),
              amount: `${amountText(month)} PT`,
              tone: 'total',
            },
      ]}
    />
  )
}

const feeOf = (price: bigint, feeBps: number): bigint => (price * BigInt(feeBps)) / 10_000n

type MonthOf = { readonly price: bigint; readonly gpus: number; readonly used: number | null; readonly feeBps: number }

/**
 * Returns the earnings in 30 days after the fee, in base units; null while the rented fraction of the GPU class is unknown. Does not subtract the cost of
 * electricity, because this dialog does not know its price.
 */
export function monthOf({ price, gpus, used, feeBps }: MonthOf): bigint | null {
  if (used === null) return null
  const { left } = earningsOfCard({
    pricePerGpuSecond: pTokenUnits(price),
    gpus: BigInt(gpus),
    onlineSeconds: monthSeconds,
    rentedBps: bps(used),
    feeBps: bps(feeBps),
    wattsPerGpu: 0n,
    pricePerKwh: pTokenUnits(0n),
  })
  return left
}
