import type { ChainWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { clusterTerms } from '#web/features/cluster/clusterTerms.ts'
import { type ClusterPlan, machinesOf, machinesWithoutNetwork } from '#web/features/cluster/planCluster.ts'
import type { FoundMachines } from '#web/features/cluster/useClusterPlan.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { speedText } from '#web/parts/format/sizeText.ts'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

type MachinesNowProps = {
  readonly wish: ClusterWish
  readonly found: FoundMachines
  /** True if the number of GPUs or the time is not valid. `found` is then of the last valid size. */
  readonly isSizeWrong: boolean
  readonly chain: ChainWire | undefined
}

/** Shows the machines that the order would match now, or the number of missing GPUs. Shows no machines while the size of the order is not valid. */
export function MachinesNow({ wish, found, isSizeWrong, chain }: MachinesNowProps) {
  const t = useTranslations('cluster')
  const { state, plan, mostFree, error, retry } = found
  if (isSizeWrong)
    return (
      <p className="t13 dim" role="status">
        {t('plan.wrongSize')}
      </p>
    )
  if (state === 'failed') return <ErrorState title={t('planFailed')} error={error} onRetry={retry} />
  if (state === 'loading' || chain === undefined)
    return (
      <>
        <p className="t13 dim" role="status">
          {t('plan.loading')}
        </p>
        <Skeleton width="100%" height={72} />
      </>
    )
  if (plan === null)
    return (
      <Callout tone="warn">
        <p role="status">
          {mostFree < wish.gpus ? t('plan.short', { free: mostFree, gpus: wish.gpus }) : t('plan.shape', { free: mostFree, gpus: wish.gpus })}
        </p>
      </Callout>
    )
  return <Machines plan={plan} wish={wish} chain={chain} />
}

type MachinesProps = { readonly plan: ClusterPlan; readonly wish: ClusterWish; readonly chain: ChainWire }

function Machines({ plan, wish: { durationSeconds, startHour }, chain }: MachinesProps) {
  const t = useTranslations('cluster.plan')
  const { total } = clusterTerms(plan, { durationSeconds, mayTry: false, chain })
  const region = useRegionName()(plan.slices[0]?.listing.regionName ?? '')
  const locationText = useLocationText()
  const without = machinesWithoutNetwork(plan)
  return (
    <>
      <p role="status">
        {t(startHour === null ? 'fits' : 'fitsLater', { machines: machinesOf(plan), region, total: amountText(total) })}
        <About units={total} />
      </p>
      <ul className="panel clmachines" aria-label={t('list')}>
        {plan.slices.map(({ listing, gpus }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one machine may give several leases.
          <li key={`${listing.node}${index}`}>
            <span className="row wrap">
              <b className="strong">{nodeTitle({ gpus, className: listing.className })}</b>
              {listing.simulated && <SimulatedBadge />}
            </span>
            <HourPrice perGpuSecond={listing.ask.pricePerGpuSecond} />
            <span className="t13 dim">{t('line', { place: locationText(listing), name: givenName(listing.name) })}</span>
            <span className="t13 dim">{listing.networkMbps > 0 ? t('network', { speed: speedText(listing.networkMbps) }) : t('noNetwork')}</span>
          </li>
        ))}
      </ul>
      {without > 0 && <Callout tone="warn">{machinesOf(plan) === 1 ? t('oneWithoutNetwork') : t('withoutNetwork', { without })}</Callout>}
      <p className="t13 dim">{t('mayDiffer')}</p>
    </>
  )
}
