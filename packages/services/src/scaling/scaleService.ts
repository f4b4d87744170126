import { type LeaseId, type PTokenUnits, pTokenUnits, type UnixSeconds } from '@infinitio/domain'

/** Limits that the owner of a service sets: the number of machines, their cost per hour, and the conditions for renting or ending one. */
export type ScaleLimits = {
  readonly leastMachines: number
  readonly mostMachines: number
  readonly budgetPerHour: PTokenUnits
  /** Requests that may wait before another machine is rented. */
  readonly queue: number
  /** Seconds without a request after which a machine is ended. */
  readonly idleSeconds: number
  /** Requests that one machine answers at the same time. */
  readonly slots: number
}

/**
 * A leased machine of a service. `paidUntil` is the end of the minimum time that its lease must be paid for; `idleSince` is null while it answers a request.
 */
export type ServiceMachine = {
  readonly lease: LeaseId
  readonly state: 'starting' | 'ready' | 'ending'
  readonly pricePerHour: PTokenUnits
  readonly paidUntil: UnixSeconds
  readonly running: number
  readonly idleSince: UnixSeconds | null
}

/** A service at one moment. `quotePerHour` is the price of the cheapest machine that is free, or null if none is. */
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
 * Decides which machines a service rents and ends. Rents when more requests wait than `queue` allows and the rented machines can take, within the limits of
 * number and budget. Ends idle machines only when no request waits and their paid time is over, the most expensive first, and keeps at least `leastMachines`.
 * So a short request does not pay for an hour twice. Never rents and ends in one decision.
 */
export function scaleService(view: ScaleView, limits: ScaleLimits): readonly ScaleCommand[] {
  const rented = view.machines.filter(({ state }) => state !== 'ending')
  const wanted = machinesWanted(view, { limits, rented })
  if (wanted > 0) return rent(wanted, { view, limits, rented })
  return view.waiting > 0 ? [] : endIdle(view, { limits, rented })
}

type Rented = { readonly limits: ScaleLimits; readonly rented: readonly ServiceMachine[] }

/** Returns the number of machines that are missing, without the limits of the budget. */
function machinesWanted({ waiting }: ScaleView, { limits, rented }: Rented): number {
  const toLeast = limits.leastMachines - rented.length
  const free = rented.reduce((sum, { running }) => sum + Math.max(0, limits.slots - running), 0)
  // If no machine is rented, the first waiting request already rents one.
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
    .filter(({ state, running, idleSince, paidUntil }) => {
      return state === 'ready' && running === 0 && idleSince !== null && now - idleSince >= limits.idleSeconds && now >= paidUntil
    })
    .toSorted((one, other) => (one.pricePerHour > other.pricePerHour ? -1 : one.pricePerHour < other.pricePerHour ? 1 : 0))
    .slice(0, tooMany)
    .map(({ lease }) => ({ kind: 'end', lease }))
}
