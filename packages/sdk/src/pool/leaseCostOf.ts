import { bidPieceFee, bps, durationSeconds, feeUp, payOf, pTokenUnits } from '@infinitio/domain'
import { type ChainWire, type JobLeaseWire, settleTermsFromWire } from '@infinitio/domain/wire'
import type { LeasePlan } from '@infinitio/tasks'

const secondsPerHour = 3_600n
/** The price of a task includes the fees of this many orders, so that the job can replace a lost machine. */
const pricedOrders = 4n

/**
 * Returns the most that the leases of a task cost, in base units of PToken: their time at the highest price, and the fees of the market for `orders` orders. By
 * default these are enough orders to replace a lost machine.
 */
export function leaseCostOf(
  { gpus, seconds, maxPricePerGpuHour }: Pick<JobLeaseWire, 'gpus' | 'seconds'> & { readonly maxPricePerGpuHour: string | bigint },
  chain: ChainWire,
  orders: bigint = pricedOrders,
): Pick<LeasePlan, 'maxPricePerGpuSecond' | 'cost'> {
  const maxPricePerGpuSecond = BigInt(maxPricePerGpuHour) / secondsPerHour
  const time = payOf({ pricePerGpuSecond: pTokenUnits(maxPricePerGpuSecond), gpus, billableSeconds: durationSeconds(BigInt(seconds)) })
  // Returns the fixed fees of one lease. A cheap or short lease may also pay the fee for small leases, so this takes the larger of the two amounts.
  const flatOf = (price: bigint, length: number) => {
    const piece = { maxPricePerGpuSecond: pTokenUnits(price), durationSeconds: durationSeconds(BigInt(length)), gpus, minGpusPerNode: gpus }
    return bidPieceFee(piece, settleTermsFromWire(chain))
  }
  const [whole, small] = [flatOf(maxPricePerGpuSecond, seconds), flatOf(1n, 1)]
  const perOrder = whole > small ? whole : small
  // The contract rounds the fee of each lease up, so one base unit is added for each order.
  const fees = feeUp({ amount: time, feeBps: bps(BigInt(chain.feeBps)) }) + orders * (perOrder + 1n)
  return { maxPricePerGpuSecond, cost: { time, fees, total: time + fees } }
}
