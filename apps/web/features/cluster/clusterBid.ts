import type { Bid } from '@infinitio/domain'
import { openBidOf, type OrderSigning } from '#web/features/order-ticket/openBidOf.ts'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'

const hourSeconds = 3_600

/** The order for a cluster (several machines that start together): its terms, its GPU class, and its highest price in base units per GPU-second. */
export type ClusterOrder = ClusterWish & { readonly classId: number; readonly maxPricePerGpuSecond: bigint }

/** Returns the bid of a cluster order. If the user chose a later hour, the lease may start up to one hour after it. */
export function clusterBid(order: ClusterOrder, signing: OrderSigning): Bid {
  const { classId, regionId, gpus, minGpusPerMachine, durationSeconds, startHour, waitSeconds, maxPricePerGpuSecond } = order
  const startFrom = startHour === null ? null : startHour * hourSeconds
  return openBidOf(
    {
      ...{ classId, regionId, gpus, minGpusPerMachine, durationSeconds, maxPricePerGpuSecond, node: null },
      shape: 'cluster',
      force: waitSeconds === 0 ? 'fok' : 'rest',
      keepSeconds: waitSeconds,
      window: startFrom === null ? null : { startFrom, startUntil: startFrom + hourSeconds },
    },
    signing,
  )
}
