import { type Address, address, hex32 } from '@infinitio/domain'
import type { EpochFacts } from '../epoch/epochFacts.ts'
import { WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/** One node with its leases in an epoch of the attack simulation. It belongs to one participant. */
export type Holding = {
  /** The number of the participant that owns the node. All nodes with the same number belong to one provider. */
  name: number
  classId: number
  /** The compute that counts, as a number of reference GPUs. It counts registered GPUs of machines that respond; nobody proves them. */
  gpus: number
  /** The amount that renters pay in the epoch for leases of this node, in PToken base units. */
  turnover: bigint
  /** True for a participant that is new in this epoch, so it has no history. */
  isNew: boolean
}

/**
 * Fake demand for a class of GPUs: leases that exist only to raise the demand for the class, in addition to the leases of all nodes. `requests` is the number
 * of fake leases, `tokens` the amount paid for them in PToken base units.
 */
export type MadeUpDemand = { classId: number; requests: bigint; tokens: bigint }

/**
 * The honest participants with whom an attack is compared: the number of providers (`honestNames`), the GPUs of each, their classes, and the market's fees and
 * price. All honest providers are equal, so that a share of providers is the same as a share of hardware.
 */
export const attackWorld = {
  honestNames: 40,
  gpusEach: 16,
  classes: 4,
  feeBpsOfBothSides: 50n,
  burnedBps: 25n,
  pricePerGpuHour: WAD,
}

/** Returns the usual income of some GPUs in an hour, in PToken base units: six of ten GPUs are rented. */
export const usualTurnover = (gpus: number): bigint => (BigInt(Math.round(gpus * 1_000)) * attackWorld.pricePerGpuHour * 6n) / 10_000n

/** Creates one node with leases for each honest provider. */
export function honestHoldings(): Holding[] {
  const { honestNames, gpusEach, classes } = attackWorld
  return Array.from({ length: honestNames }, (_, name) => ({
    name,
    classId: name % classes,
    gpus: gpusEach,
    turnover: usualTurnover(gpusEach),
    isNew: false,
  }))
}

/**
 * Creates the facts of an epoch with these nodes, and with one incentive programme for all of them. The budget of the programme is `programmeBps` (basis
 * points) of what renters pay to the honest providers.
 */
export function epochOfHoldings(
  holdings: readonly Holding[],
  { parameters, programmeBps, madeUp }: { parameters: EconomyParameters; programmeBps: bigint; madeUp: MadeUpDemand | null },
): EpochFacts {
  const share = (part: bigint) => (part * WAD) / 100n
  const names = [...new Map(holdings.map((it) => [it.name, it])).values()]
  const turnover = honestHoldings().reduce((sum, it) => sum + it.turnover, 0n)
  const classes = Array.from({ length: attackWorld.classes }, (_, classId) => {
    const sold = holdings.filter((it) => it.classId === classId).reduce((sum, it) => sum + it.turnover, 0n)
    const extra = madeUp?.classId === classId ? madeUp : { requests: 0n, tokens: 0n }
    return { classId, referencePerGpu: WAD, requests: sold / (8n * WAD) + extra.requests, tokens: sold + extra.tokens }
  })
  return {
    chainId: 1n,
    emission: nameOf(0xffff),
    epoch: 1n,
    parameters,
    classes,
    nodes: holdings.map((it, at) => ({
      node: hex32(`0x${(at + 1).toString(16).padStart(64, '0')}`),
      provider: nameOf(it.name),
      classId: it.classId,
      region: 0,
      site: 1,
      provenGpuSeconds: BigInt(Math.round(it.gpus * 3_600)),
      isRebateOnly: false,
      classGpuSeconds: BigInt(Math.round(it.gpus * 3_600)),
      // All participants have the same hardware, so passed GPU proofs and speed make no difference here and are 0.
      quality: { speed: 0n, proofs: 0n, reliability: share(97n) },
      stability: { availability: share(98n), faultRate: share(1n) },
      provenEnergy: 0n,
      burned: (it.turnover * attackWorld.burnedBps) / 10_000n,
    })),
    providers: names.map((it) => ({
      provider: nameOf(it.name),
      isBonded: true,
      hasVerifiedTask: true,
      contributions: [],
      past: it.isNew ? [] : [{ value: 1_000n * WAD, ageSeconds: 0n, isFulfilled: true }],
    })),
    programmes: [{ programme: 1, budget: (turnover * programmeBps) / 10_000n, classId: null, region: null }],
    sold: [],
    before: [],
    surplus: 1n << 120n,
    forecastCapacity: 1n << 120n,
  }
}

/** Returns the address of a participant of the attack simulation, by its number. */
export function nameOf(name: number): Address {
  return address(`0x${(name + 1).toString(16).padStart(40, '0')}`)
}
