import type { JobLeaseWire } from '@infinitio/domain/wire'
import type { LeaseOrder, LeasePlan } from '@infinitio/tasks'

const secondsPerHour = 3_600n

/**
 * Returns why a scheduler's plan for rented machines is not the one that a task of a job asks for, or null. A plan has the GPUs of the task, at most its time
 * and its price, and a cost that is the sum of its parts, with the whole time at the highest price. With an order, also returns why the order is above the plan,
 * above the money that the earlier leases left (`paid` is their cost in base units of PToken), or for another account.
 */
export function wrongLeaseOf(
  wish: JobLeaseWire | undefined,
  { gpus, seconds, maxPricePerGpuSecond, cost, segments }: LeasePlan,
  ordered?: { readonly order: LeaseOrder; readonly account: string; readonly paid: bigint },
): string | null {
  if (wish === undefined) return 'the task runs in the task pool'
  if (gpus !== wish.gpus || seconds > wish.seconds) return 'the plan is for another machine or a longer time'
  if (segments !== (wish.training?.role === 'train' ? wish.training.segments : undefined)) return 'the plan is for another number of segments'
  if (maxPricePerGpuSecond * secondsPerHour > BigInt(wish.maxPricePerGpuHour)) return 'the price of the plan is above that of the job'
  if (cost.time + cost.fees !== cost.total || cost.time !== maxPricePerGpuSecond * BigInt(gpus) * BigInt(seconds))
    return 'the cost is not that of the plan'
  if (ordered === undefined) return null
  const { bid } = ordered.order
  if (bid.renter.toLowerCase() !== ordered.account) return 'the order is of another account'
  if (bid.maxPricePerGpuSecond * BigInt(bid.gpus) * bid.durationSeconds > cost.total - ordered.paid) return 'the order costs more than is left'
  const isWithin = bid.gpus === gpus && bid.maxPricePerGpuSecond <= maxPricePerGpuSecond && bid.durationSeconds <= BigInt(seconds)
  return isWithin ? null : 'the order is above the plan'
}
