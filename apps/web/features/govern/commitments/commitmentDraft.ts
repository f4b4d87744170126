import { leastCommitmentBond, type PromisedTerms } from '@infinitio/chain'
import { parseAddress, parsePt } from '@infinitio/domain'

/** What is typed of a commitment: hours from now until the window begins and that it takes, GPU-hours, PT per GPU-hour, and whom it is for. */
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
/** The contract counts from the block that takes it, which comes later than now. */
const signingSeconds = 600

/** Hours until the window may begin, 1 to 2,159; null for anything else. */
export function leadHours(text: string): number | null {
  return wholeHours(text, 2_159)
}

/** Hours that the window may take, 1 to 672; null for anything else. */
export function windowHours(text: string): number | null {
  return wholeHours(text, 672)
}

/** The commitment that is typed, as the contract takes it from `now` on, with the least bond; null until it is whole. `referencePrice` in base units a GPU-second. */
export function commitmentDraft(typed: TypedCommitment, { now, referencePrice }: { now: number; referencePrice: bigint }): PromisedTerms | null {
  const [lead, taken] = [leadHours(typed.inHours), windowHours(typed.hours)]
  const gpuSeconds = ((parsePt(typed.gpuHours) ?? 0n) * BigInt(hourSeconds)) / wholePt
  const price = (parsePt(typed.price) ?? 0n) / BigInt(hourSeconds)
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
