import type { CatalogueWire, ChainWire, WalletWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { zeroHex32 } from '@infinitio/domain'
import { type ClusterOrder, clusterBid } from '#web/features/cluster/clusterBid.ts'
import { ClusterLeast } from '#web/features/cluster/ClusterLeast.tsx'
import { ClusterPlans } from '#web/features/cluster/ClusterPlans.tsx'
import { clusterTerms } from '#web/features/cluster/clusterTerms.ts'
import type { ClusterPlan } from '#web/features/cluster/planCluster.ts'
import { BidLines } from '#web/features/order-ticket/BidLines.tsx'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'

type ClusterSummaryProps = {
  /** The cluster order that the form would place now; null if it has no price yet, or if its size is not valid. */
  readonly order: ClusterOrder | null
  readonly wish: ClusterWish
  /** The number of GPUs of the title; a dash if it is not valid. */
  readonly gpusText: string
  readonly gpuClass: CatalogueWire['classes'][number]
  readonly plan: ClusterPlan | null
  readonly chain: ChainWire
  readonly wallet: WalletWire | undefined
}

/** Shows the cluster, its bill at the price limit, its lowest cost, and what can be changed later. */
export function ClusterSummary({ order, wish, gpusText, gpuClass, plan, chain, wallet }: ClusterSummaryProps) {
  const t = useTranslations('cluster.summary')
  const nextTrialAt = wallet?.nextTrialAt ?? null
  const { durationSeconds, startHour, waitSeconds } = wish
  const terms = plan === null ? null : clusterTerms(plan, { durationSeconds, mayTry: startHour === null && nextTrialAt === null, chain })
  const isTooLow = order !== null && plan !== null && order.maxPricePerGpuSecond < plan.highestPrice
  // The nonce, the workload and the renter do not affect the cost, so placeholders are enough.
  const signing = { renter: wallet?.account ?? `0x${'0'.repeat(40)}`, workloadHash: zeroHex32, nonce: 0n, chain }
  return (
    <>
      <section className="panel">
        <div className="sum">
          <h2>{nodeTitle({ gpus: gpusText, className: gpuClass.name })}</h2>
        </div>
        <hr className="sep" />
        <div className="panel-body stack g2">
          {order === null && <p className="t13 dim">–</p>}
          {order !== null && <BidLines bid={clusterBid(order, signing)} wallet={wallet} rests={waitSeconds > 0} />}
          {isTooLow && <p className="t13 warn">{t(waitSeconds === 0 ? 'tooLowNow' : 'tooLow')}</p>}
          {terms !== null && !isTooLow && (
            <p className="t13">
              {t.rich('expected', { b: (chunks) => <b>{chunks}</b>, total: amountText(terms.total) })} <About units={terms.total} />
            </p>
          )}
          {terms !== null && !isTooLow && <ClusterLeast terms={terms} durationSeconds={durationSeconds} isLater={startHour !== null} />}
        </div>
      </section>
      <ClusterPlans wish={wish} terms={terms} nextTrialAt={nextTrialAt} />
    </>
  )
}
