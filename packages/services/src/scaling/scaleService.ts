import { type LeaseId, type PTokenUnits, pTokenUnits, type UnixSeconds } from '@infinitio/domain'

/** The limits that the owner of a service sets: the number of machines, their total cost per hour, and the conditions for renting and ending one. */
export type ScaleLimits = {
  readonly leastMachines: number
  readonly mostMachines: number
  readonly budgetPerHour: PTokenUnits
  /** Number of requests that may wait before another machine is rented. */
  readonly queue: number
  /** Seconds without a request after which a machine is ended. */
  readonly idleSeconds: number
  /** Number of requests that one machine answers at the same time. */
  readonly slots: number
}

/**
 * A machine that a service leases. `paidUntil` is the end of the time that must be paid for in any case. `idleSince` is null while the machine answers a
 * request. `earnedUntil` is the moment when the machine became ready plus the time for which the tokens of its requests pay. It is null if the owner also pays
 * for machines that requests do not pay for.
 */
export type ServiceMachine = {
  readonly lease: LeaseId
  readonly state: 'starting' | 'ready' | 'ending'
  readonly pricePerHour: PTokenUnits
  readonly paidUntil: UnixSeconds
  readonly running: number
  readonly idleSince: UnixSeconds | null
  readonly earnedUntil: UnixSeconds | null
}

/** The state of a service at one moment. `quotePerHour` is the hourly price of the cheapest free machine, or null if no machine is free. */
export type ScaleView = {
  readonly machines: readonly ServiceMachine[]
  readonly waiting: number
  readonly quotePerHour: PTokenUnits | null
  readonly now: UnixSeconds
}

/** A change of a service's machines: rent machines up to a price, or end a lease. */
export type ScaleCommand =
  | { readonly kind: 'rent'; readonly machines: number; readonly mostPerHour: PTokenUnits }
  | { readonly kind: 'end'; readonly lease: LeaseId }

/**
 * Decides which machines a service rents and ends. It never rents and ends in one decision. It rents machines up to `leastMachines`. It rents more if the
 * number of waiting requests is above `queue` plus the free slots of the rented machines; without a rented machine, one waiting request is enough. The limits
 * of number and budget always apply. If no request waits, it ends machines that have been idle for `idleSeconds` and have no paid time left, the most
 * expensive first. At least `leastMachines` remain.
 *
 * The start price, which a service charges for the start of a machine, pays for the start and for `idleSeconds`. So an idle machine is also ended, without
 * waiting until it has been idle for `idleSeconds`, if its `earnedUntil` was at least `idleSeconds` ago. Otherwise, one small request in each idle time would
 * prolong a lease that its owner pays for.
 */
export function scaleService(view: ScaleView, limits: ScaleLimits): readonly ScaleCommand[] {
  const rented = view.machines.filter(({ state }) => state !== 'ending')
  const wanted = machinesWanted(view, { limits, rented })
  if (wanted > 0) return rent(wanted, { view, limits, rented })
  return view.waiting > 0 ? [] : endIdle(view, { limits, rented })
}

type Rented = { readonly limits: ScaleLimits; readonly rented: readonly ServiceMachine[] }

/** Returns the number of machines that are missing, before the budget is considered. */
function machinesWanted({ waiting }: ScaleView, { limits, rented }: Rented): number {
  const toLeast = limits.leastMachines - rented.length
  const free = rented.reduce((sum, { running }) => sum + Math.max(0, limits.slots - running), 0)
  // Without a rented machine, a single waiting request is enough to rent one.
  const patience = rented.length === 0 ? 0 : limits.queue
  const toQueue = Math.ceil((waiting - patience - free) / limits.slots)
  return Math.min(Math.max(toLeast, toQueue), limits.mostMachines - rented.length)
}

function rent(wanted: number, { view: { quotePerHour }, limits, rented }: Rented & { readonly view: ScaleView }): readonly ScaleCommand[] {
  if (quotePerHour === null || quotePerHour <= 0n) return []
  const spent = rented.reduce((sum, { pricePerHour }) => sum + pricePerHour, 0n)
  const left = limits.budgetPerHour - spent
  const affordable = left < quotePerHour ? 0 : Math.min(wanted, Number(left / quotePerHour))
  if (affordable === 0) return []
  return [{ kind: 'rent', machines: affordable, mostPerHour: pTokenUnits(left / BigInt(affordable)) }]
}

function endIdle({ now }: ScaleView, { limits, rented }: Rented): readonly ScaleCommand[] {
  const tooMany = Math.max(0, rented.length - limits.leastMachines)
  return rented
    .filter(({ state, running, idleSince, paidUntil, earnedUntil }) => {
      if (state !== 'ready' || running > 0 || idleSince === null || now < paidUntil) return false
      return [idleSince, earnedUntil].some((since) => since !== null && now - since >= limits.idleSeconds)
    })
    .toSorted((one, other) => (one.pricePerHour > other.pricePerHour ? -1 : one.pricePerHour < other.pricePerHour ? 1 : 0))
    .slice(0, tooMany)
    .map(({ lease }) => ({ kind: 'end', lease }))
}
