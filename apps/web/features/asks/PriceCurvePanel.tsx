import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { electricityFloor, leastLeases, monthAt, PriceCurveChart, priceCurveOf } from '#web/features/asks/PriceCurveChart.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { demandQuery } from '#web/parts/provider/demandQuery.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const days = 7
const daySeconds = 86_400

type PriceCurvePanelProps = { readonly node: ProviderNode; readonly price: bigint | null }

/**
 * Draws a curve of the expected earnings of 30 days at each price, calculated from the bids of the last days. Marks the best price, the new price, and the
 * price that only covers electricity.
 */
export function PriceCurvePanel({ node, price }: PriceCurvePanelProps) {
  const t = useTranslations('provide.price.curve')
  return (
    <section className="pricecurve" aria-label={t('title')}>
      <h3 className="t13 dim">{t('title')}</h3>
      <Content node={node} price={price} />
    </section>
  )
}

function Content({ node, price }: PriceCurvePanelProps) {
  const t = useTranslations('provide.price.curve')
  const query = useQuery(demandQuery(browserApi, { node: node.node, days }))
  const { data: chain } = useQuery(chainQuery(browserApi))
  if (query.isError) return <ErrorState title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined || chain === undefined) return <Skeleton width="100%" height={180} />
  const { demand } = query.data
  if (demand === null) return <p className="t13 mt-2">{t('notListed')}</p>
  const curve = priceCurveOf({ demand, gpus: node.gpus, feeBps: chain.feeBps })
  const past = Math.max(1, Math.round((demand.asOf.now - demand.from) / daySeconds))
  if (curve === null) return <p className="t13 mt-2">{t('tooFew', { bids: demand.bids, days: past, least: leastLeases })}</p>
  const floor = electricityFloor(node.className)
  const best = { price: hourText(curve.best.price), month: amountText(curve.best.month) }
  const sentence = t('best', { bids: demand.bids, days: past, ...best })
  return (
    <>
      <PriceCurveChart curve={curve} own={price} floor={floor?.price ?? null} name={sentence} />
      <p className="t13 mt-2">
        {sentence} {price !== null && price !== curve.best.price && t('own', { price: hourText(price), month: amountText(monthAt(curve, price)) })}
      </p>
      {floor !== null && (
        <p className="t13 mt-1">{t('floor', { price: hourText(floor.price), watts: Number(floor.watts), perKwh: amountText(floor.perKwh) })}</p>
      )}
      <p className="t12 dim mt-1">{t('how')}</p>
    </>
  )
}

const hourText = (units: bigint): string => amountText(units * 3_600n)
