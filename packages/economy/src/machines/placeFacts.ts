import type { RegionState } from '@infinitio/domain/probes'
import type { EpochLedger, LedgerNode } from '../epoch/epochLedger.ts'
import { networkHours, type ProbeReport } from './networkOf.ts'
import { regionArea } from './regionArea.ts'
import { regionOf, type RegionReport } from './regionOf.ts'
import { cleanDaysOfTier3 } from './tier.ts'

/**
 * Facts of a machine and its provider that only tier 3 needs. `region` states whether the machine can be in its stated region. `bondBps` is the provider's bond
 * in basis points of the bond that all its machines need, at most 1,000,000 (100 times that bond). `cleanDays` are the whole days since the provider's last
 * proven fraud, at most 90.
 */
export type PlaceFacts = { readonly region: RegionState; readonly bondBps: number; readonly cleanDays: number }

const whole = 10_000n
const mostBondBps = 1_000_000n
const daySeconds = 86_400n

type PlaceSources = {
  readonly ledger: Pick<EpochLedger, 'regions' | 'bonds' | 'frauds'>
  readonly reports: readonly ProbeReport[]
  readonly epoch: bigint
  readonly until: bigint
  readonly requiredBond: bigint
}

/**
 * Returns the facts of a machine that only tier (verification level) 3 needs. `reports` must have only records of this machine. `requiredBond` is the bond that
 * all machines of its provider need, in PToken base units. `until` is the end of the events in Unix seconds.
 */
export function placeFactsOf(
  { provider, regionId }: Pick<LedgerNode, 'provider' | 'regionId'>,
  { ledger, reports, epoch, until, requiredBond }: PlaceSources,
): PlaceFacts {
  const bonded = ledger.bonds.get(provider) ?? 0n
  const bondBps = requiredBond === 0n ? 0n : (bonded * whole) / requiredBond
  const fraudAt = ledger.frauds.get(provider)
  const days = fraudAt === undefined ? cleanDaysOfTier3 : Number((until - fraudAt) / daySeconds)
  const area = regionArea(ledger.regions.get(regionId) ?? null)
  return {
    region: regionOf(regionReportsOf(reports, { epoch }), { area }).region,
    bondBps: Number(bondBps < mostBondBps ? bondBps : mostBondBps),
    cleanDays: Math.min(days, cleanDaysOfTier3),
  }
}

/**
 * Returns the round trips that validators measured to a machine in the 24 hours up to `epoch`, this hour included. `reports` must have only records of this
 * machine.
 */
export function regionReportsOf(reports: readonly ProbeReport[], { epoch }: { readonly epoch: bigint }): RegionReport[] {
  return reports
    .filter(({ hour }) => hour <= Number(epoch) && hour > Number(epoch) - networkHours)
    .flatMap(({ validator, place, records }) => records.flatMap(({ rttMicros }) => (rttMicros === null ? [] : [{ validator, place, rttMicros }])))
}
