import { leastCommitmentBond, type PromisedTerms } from '@infinitio/chain'
import { parseAddress, parsePt } from '@infinitio/domain'
import { mostDigits, roundedUnits } from '#web/parts/format/sumTexts.ts'

/**
 * The fields of a promise of GPU time (commitment), as typed: the hours until the promised window begins, the length of the window in hours, the GPU-hours, and
 * the price in PT per GPU-hour. `promisedTo` is an account, or empty for none.
 */
export type TypedCommitment = {
  readonly classId: number
  readonly inHours: string
  readonly hours: string
  readonly gpuHours: string
  readonly price: string
  readonly promisedTo: string
}

const hourSeconds = 3_600
const wholePt = 10n ** 18n
/** The seconds allowed for signing. The contract counts from the block that accepts the commitment, and that block is later than now. */
const signingSeconds = 600

/** Returns the hours until the promised window of time begins, 1 to 2,159; null for any other text. */
export function leadHours(text: string): number | null {
  return wholeHours(text, 2_159)
}

/** Returns the hours of the promised window of time, 1 to 672; null for any other text. */
export function windowHours(text: string): number | null {
  return wholeHours(text, 672)
}

/**
 * Returns the highest allowed price of a GPU-hour in base units, as a page shows it: four times the reference price, rounded to eight decimals. The contracts
 * store prices by the second, so their own limit can be lower by less than the last of these decimals. `referencePrice` is in base units per GPU-second.
 */
export function highestHourPrice(referencePrice: bigint): bigint {
  return roundedUnits(referencePrice * 4n * BigInt(hourSeconds), mostDigits)
}

/** Returns the price per second of a typed price per hour, rounded down. A price that is not above the shown limit is not above the limit of the contract. */
function pricePerSecond(perHour: bigint, referencePrice: bigint): bigint {
  const price = perHour / BigInt(hourSeconds)
  return perHour <= highestHourPrice(referencePrice) && price > referencePrice * 4n ? referencePrice * 4n : price
}

/**
 * Returns the commitment as the contract needs it, with the lowest allowed bond. Its times are counted from `now`. Returns null if a field is empty or outside
 * its limits. `referencePrice` is in base units per GPU-second.
 */
export function commitmentDraft(typed: TypedCommitment, { now, referencePrice }: { now: number; referencePrice: bigint }): PromisedTerms | null {
  const [lead, taken] = [leadHours(typed.inHours), windowHours(typed.hours)]
  const gpuSeconds = ((parsePt(typed.gpuHours) ?? 0n) * BigInt(hourSeconds)) / wholePt
  const price = pricePerSecond(parsePt(typed.price) ?? 0n, referencePrice)
  const named = typed.promisedTo.trim()
  const promisedTo = named === '' ? null : parseAddress(named)
  if (lead === null || taken === null || gpuSeconds === 0n || price === 0n || price > referencePrice * 4n) return null
  if ((named !== '' && promisedTo === null) || gpuSeconds > BigInt(taken * hourSeconds) * 10_000n) return null
  const from = now + lead * hourSeconds + signingSeconds
  return {
    ...{ classId: typed.classId, from, until: from + taken * hourSeconds, gpuSeconds, pricePerGpuSecond: price, promisedTo },
    bond: leastCommitmentBond({ gpuSeconds, referencePricePerGpuSecond: referencePrice }),
  }
}

function wholeHours(text: string, most: number): number | null {
  const hours = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return hours >= 1 && hours <= most ? hours : null
}
