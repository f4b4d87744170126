import { leaseId, pTokenUnits, type UnixSeconds, unixSeconds } from '@infinitio/domain'
import type { ScaleView, ServiceMachine } from './scaleService.ts'

const secondsPerHour = 3_600n

/**
 * An event in the journal of a service that rents machines. The journal stores `ordered`, with the whole order, before the order is sent, and `ending` before
 * the end is sent. After a restart, the program can therefore send the same order again, which rents nothing twice, and can end each lease that it began to
 * end. Times are in milliseconds, amounts in base units of PToken.
 */
export type ScaleEvent<Order> =
  | {
      readonly kind: 'ordered'
      readonly id: string
      readonly atMs: number
      readonly node: string
      readonly pricePerHour: bigint
      readonly order: Order
    }
  /**
   * With `isOwnersTurn`, the owner must act first, for example raise the limit of the key. With `canRepeat`, the machine did not refuse the order: another
   * program of the account used the nonce first.
   */
  | {
      readonly kind: 'refused'
      readonly id: string
      readonly atMs: number
      readonly reason: string
      readonly isOwnersTurn: boolean
      readonly canRepeat?: boolean
    }
  | { readonly kind: 'leased'; readonly id: string; readonly atMs: number; readonly leaseId: string }
  | { readonly kind: 'started'; readonly id: string; readonly atMs: number }
  | { readonly kind: 'ready'; readonly id: string; readonly atMs: number }
  | { readonly kind: 'ending'; readonly id: string; readonly atMs: number; readonly reason: string; readonly isLost: boolean }
  | { readonly kind: 'over'; readonly id: string; readonly atMs: number; readonly reason: string; readonly paid: bigint }

/**
 * The phases of a machine. `ordered`: the market has not answered the order. `leased`: the lease starts. `started`: the model server was started. `ready`: the
 * model server answers. `ending`: the end of the lease must be sent.
 */
export type MachinePhase = 'ordered' | 'leased' | 'started' | 'ready' | 'ending'

/**
 * A machine that a service has ordered or rented. `id` is the hash of its order. `times` are the times of its phases, in milliseconds. `order` is null once the
 * order was answered.
 */
export type ScaledMachine<Order> = {
  readonly id: string
  readonly phase: MachinePhase
  readonly node: string
  readonly pricePerHour: bigint
  readonly order: Order | null
  readonly leaseId: string | null
  readonly times: Readonly<Partial<Record<MachinePhase, number>>>
  readonly end: { readonly reason: string; readonly isLost: boolean } | null
}

/** Returns the machines after an event. Machines without a lease and leases that are over are not among them. Ignores an event of an unknown machine. */
export function withScaleEvent<Order>(machines: readonly ScaledMachine<Order>[], event: ScaleEvent<Order>): readonly ScaledMachine<Order>[] {
  const { id, atMs } = event
  const change = (changes: Partial<ScaledMachine<Order>>) =>
    machines.map((machine) =>
      machine.id === id ? { ...machine, ...changes, times: { ...machine.times, [changes.phase ?? machine.phase]: atMs } } : machine,
    )
  switch (event.kind) {
    case 'ordered': {
      const { node, pricePerHour, order } = event
      const made = { id, phase: 'ordered', node, pricePerHour, order, leaseId: null, times: { ordered: atMs }, end: null } as const
      return machines.some((machine) => machine.id === id) ? machines : [...machines, made]
    }
    case 'leased':
      return change({ phase: 'leased', leaseId: event.leaseId, order: null })
    case 'started':
    case 'ready':
      return change({ phase: event.kind })
    case 'ending':
      return change({ phase: 'ending', end: { reason: event.reason, isLost: event.isLost } })
    case 'refused':
    case 'over':
      return machines.filter((machine) => machine.id !== id)
  }
}

/**
 * The use of a machine that answers requests: the number of requests that run, the time since which none runs (or null), the time since which the machine is
 * ready, and the pay for its tokens since it is ready. Times are in milliseconds, the pay in base units of PToken.
 */
export type UseOfMachine = { readonly running: number; readonly idleSinceMs: number | null; readonly sinceMs: number; readonly earned: bigint }

/**
 * Returns the state of a service in the form in which `scaleService` decides. A lease has no paid minimum beyond its notice, so a machine may be ended as soon as
 * it is idle. A machine that does not answer at present counts as starting. With `mustEarn`, a machine is ended if its requests do not pay for it.
 */
export function scaleViewOf<Order>(
  machines: readonly ScaledMachine<Order>[],
  {
    useOf,
    waiting,
    quotePerHour,
    nowMs,
    mustEarn,
  }: {
    readonly useOf: (id: string) => UseOfMachine | null
    readonly waiting: number
    readonly quotePerHour: bigint | null
    readonly nowMs: number
    readonly mustEarn: boolean
  },
): ScaleView {
  const seconds = (ms: number) => unixSeconds(BigInt(Math.floor(ms / 1_000)))
  const viewed = machines.map((machine): ServiceMachine => {
    const use = machine.phase === 'ready' ? useOf(machine.id) : null
    return {
      lease: leaseId(BigInt(machine.leaseId ?? 0)),
      state: machine.phase === 'ending' ? 'ending' : use === null ? 'starting' : 'ready',
      pricePerHour: pTokenUnits(machine.pricePerHour),
      paidUntil: unixSeconds(0n),
      running: use?.running ?? 0,
      idleSince: use?.idleSinceMs == null ? null : seconds(use.idleSinceMs),
      earnedUntil: use === null || !mustEarn ? null : earnedUntilOf(use, machine.pricePerHour),
    }
  })
  return { machines: viewed, waiting, quotePerHour: quotePerHour === null ? null : pTokenUnits(quotePerHour), now: seconds(nowMs) }
}

/** Returns the end of the time that the tokens of a machine's requests pay for, or null for a machine that costs nothing. */
function earnedUntilOf({ sinceMs, earned }: UseOfMachine, pricePerHour: bigint): UnixSeconds | null {
  if (pricePerHour === 0n) return null
  return unixSeconds(BigInt(Math.floor(sinceMs / 1_000)) + (earned * secondsPerHour) / pricePerHour)
}
