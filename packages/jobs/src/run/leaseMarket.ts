import type { Hex32 } from '@infinitio/domain'
import type { LeaseOrder, LeasePlan } from '@infinitio/tasks'
import type { LeaseWish } from '@infinitio/sdk/job-file'

/**
 * The arguments of a search for a machine to rent. `left` is the remaining money: the most that the lease may cost with all fees, in base units of PToken.
 * `avoid` lists machines that failed before. `mostFor` returns the highest price of now, per GPU-second in base units of PToken, for a machine in a class with
 * this reference price; without it, the price of the plan is the highest. `notProvidersOf` are leases: machines of their providers do not fit.
 */
export type MachineSearch = {
  readonly wish: LeaseWish
  readonly plan: LeasePlan
  readonly left: bigint
  readonly startScript: string
  readonly avoid: ReadonlySet<string>
  readonly mostFor?: (reference: bigint) => bigint
  readonly notProvidersOf?: readonly string[]
}

/**
 * The result of a search for a machine. `order`: an order for the machine, not signed yet. `none`: no machine fits now. `spent`: the remaining money pays for
 * no lease.
 */
export type FoundMachine =
  | { readonly kind: 'order'; readonly order: LeaseOrder; readonly machine: string }
  | { readonly kind: 'none' | 'spent'; readonly reason: string }

/** The outcome of an order for a machine: a lease, a refusal, or `waits` if the owner of the job must first do something, such as paying in money. */
export type PlacedOrder =
  | { readonly kind: 'leased'; readonly leaseId: string }
  /** If `canRepeat` is true, the machine did not refuse the order: another program of the same account used the order's nonce first. */
  | { readonly kind: 'refused'; readonly reason: string; readonly canRepeat?: boolean }
  | { readonly kind: 'waits'; readonly reason: string }

/** The state of a lease that a job rented. `isSilent` is true if its machine has sent no heartbeat for a while. */
export type LeaseNow =
  | { readonly kind: 'starting' }
  | { readonly kind: 'usable'; readonly isSilent: boolean }
  | { readonly kind: 'over'; readonly reason: string }
  /** The lease failed, and another machine would fail in the same way. */
  | { readonly kind: 'unusable'; readonly reason: string }

/** A file or folder in a lease. `changedAt` is in Unix seconds. */
export type DiskEntry = {
  readonly name: string
  readonly isFolder: boolean
  readonly mode: number
  readonly bytes: number
  readonly changedAt: number
}

/** The home folder of a lease. Methods throw `lease.transfer_broken` after a lost connection. */
export type LeaseDisk = {
  /** Returns the file or folder at a path, or null. */
  readonly find: (path: string) => Promise<DiskEntry | null>
  /** Lists a folder. Returns an empty list if the folder does not exist. */
  readonly list: (path: string) => Promise<readonly DiskEntry[]>
  /** Returns a file. Throws AdapterError for more than `mostBytes`. */
  readonly read: (path: string, mostBytes: number) => Promise<Uint8Array<ArrayBuffer>>
  /** Returns a folder as a tar archive. Throws AdapterError for more than `mostBytes`. */
  readonly archive: (path: string, mostBytes: number) => Promise<Uint8Array<ArrayBuffer>>
  /** Writes a file completely or not at all, and makes the folders above it. */
  readonly write: (path: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly close: () => void
}

/** Rents machines for one account. Only `place` signs and sends an order. */
export type LeaseMarket = {
  /**
   * Returns the most that the leases of a task can cost. This includes the fixed fees of `orders` orders, by default enough to replace a lost machine. Throws
   * AdapterError for a machine that nobody can offer.
   */
  readonly price: (wish: LeaseWish, orders?: bigint) => Promise<LeasePlan>
  /** Makes an order for the cheapest machine that fits, and sends nothing. */
  readonly find: (search: MachineSearch) => Promise<FoundMachine>
  /**
   * Sends an order and waits for its outcome. Does not send it if the market already has it, or if `isDue` returns false. Sending the same order several times
   * makes only one lease.
   */
  readonly place: (order: LeaseOrder, how: { readonly name: string; readonly isDue: () => boolean }) => Promise<PlacedOrder>
  /**
   * Waits for the outcome of an order that may have been sent. Returns its lease, null if it did not become a lease, or undefined if the market does not have
   * the order.
   */
  readonly leaseOf: (orderHash: Hex32) => Promise<string | null | undefined>
  readonly look: (leaseId: string) => Promise<LeaseNow>
  readonly open: (leaseId: string) => Promise<LeaseDisk>
  /**
   * Ends a lease, unless it is already over. Returns the most that the lease costs with all fees, in base units of PToken. With `isLost`, the provider is not
   * paid at once for the last hour, so that validators can still credit this pay to the renter.
   */
  readonly end: (leaseId: string, how: { readonly isLost: boolean }) => Promise<bigint>
}
