import type { LeaseSetup } from '#web/parts/lease-setup/leaseSetup.ts'

let written: LeaseSetup | null = null
let carried: { readonly holdId: string; readonly setup: LeaseSetup } | null = null

/** Remembers the setup that the user typed, only in the memory of this tab, because it has secrets. */
export function noteSetup(setup: LeaseSetup): void {
  written = setup
}

/**
 * Passes the lease setup that the user typed (or `otherwise`, if none was typed) to the checkout of another hold. Leaves out the snapshot, because the user
 * chose it for the disk of the previous machine.
 */
export function carrySetup(holdId: string, otherwise: LeaseSetup | null = null): void {
  const setup = written ?? otherwise
  carried = setup === null ? null : { holdId, setup: { ...setup, snapshot: null } }
}

/** Returns the setup that the user took along from another machine to the checkout of this hold, or null if there is none. */
export function carriedSetup(holdId: string): LeaseSetup | null {
  return carried?.holdId === holdId ? carried.setup : null
}
