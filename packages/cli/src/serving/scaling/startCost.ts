import type { LeaseMarket } from '@infinitio/jobs'
import { writtenPt } from '../../terminal/writtenPt.ts'
import type { ServiceFile } from './serviceFile.ts'

/** The most that one start costs the owner of a service, in base units of PToken: the time of the machine, and the fees of the market. */
export type StartCost = { readonly pricePerHour: bigint; readonly time: bigint; readonly fees: bigint; readonly total: bigint }

/** The price of a start is rounded up to 0.001 PT, so that a small change of the market's fees does not change the terms. */
const roundedTo = 10n ** 15n

/**
 * Returns the most that a start costs if only one small request follows it. The paid time is the longest time that a request waits for a start, plus the idle
 * time and the longest notice. The price is the highest price in the file, or the file's budget for an hour, whichever is less. Throws AdapterError for a
 * machine that nobody can offer.
 */
export async function startCostOf({ wish, limits, waitSeconds }: ServiceFile, price: LeaseMarket['price']): Promise<StartCost> {
  const gpus = BigInt(wish.gpus)
  const affordable = (limits.budgetPerHour + gpus - 1n) / gpus
  const maxPricePerGpuHour = affordable < wish.maxPricePerGpuHour ? affordable : wish.maxPricePerGpuHour
  const seconds = waitSeconds + limits.idleSeconds + (wish.mostNoticeSeconds ?? 0)
  const { cost } = await price({ ...wish, maxPricePerGpuHour, seconds }, 1n)
  const total = ((cost.total + roundedTo - 1n) / roundedTo) * roundedTo
  return { pricePerHour: maxPricePerGpuHour * gpus, time: cost.time, fees: total - cost.time, total }
}

/** Describes the price of a start to the operator: its parts, or the loss that a lower price allows. */
export function startPriceText({ waitSeconds, limits, wish, startPrice }: ServiceFile, { pricePerHour, time, fees, total }: StartCost): string {
  const { idleSeconds } = limits
  const spans = `${waitSeconds} s to start, ${idleSeconds} s idle and ${wish.mostNoticeSeconds ?? 0} s of notice, at up to ${writtenPt(pricePerHour)} PT an hour`
  const parts = `${writtenPt(total)} PT (${about(time)} PT for ${spans}; ${about(fees)} PT for the fees of the market)`
  if (startPrice === null) return `A request that causes a start pays what a start can cost: ${parts}.`
  if (startPrice >= total) return `A request that causes a start pays ${writtenPt(startPrice)} PT. A start can cost ${parts}.`
  if (startPrice === 0n)
    return `Warning: start_price is 0, so you pay for each start, up to ${parts}. Anybody can cause starts again and again with one small request. Small requests also prolong your leases. Only the budget of an hour and the limit of the key bound the loss.`
  return `Warning: a request that causes a start pays ${writtenPt(startPrice)} PT, but a start can cost ${parts}. Anybody can cause starts again and again with one small request, and you pay the rest.`
}

function about(units: bigint): string {
  return writtenPt(units, { digits: 4 })
}
