import type { LeaseSetup } from '#web/parts/lease-setup/leaseSetup.ts'

let written: LeaseSetup | null = null
let carried: { readonly holdId: string; readonly setup: LeaseSetup } | null = null

/** Stores the setup that the user typed, only in the memory of this tab, because it contains secrets. */
export function noteSetup(setup: LeaseSetup): void {
  written = setup
}

/**
 * Carries the setup that the user typed, or `otherwise` if nothing was typed, to another hold. It drops the snapshot, because that is on the other
 * machine's disk.
 */
export function carrySetup(holdId: string, otherwise: LeaseSetup | null = null): void {
  const setup = written ?? otherwise
  carried = setup === null ? null : { holdId, setup: { ...setup, snapshot: null } }
}

/** Returns the setup that was typed for another hold and carried to this one. Returns null if no setup was carried. */
export function carriedSetup(holdId: string): LeaseSetup | null {
  return carried?.holdId === holdId ? carried.setup : null
}
