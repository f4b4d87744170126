import type { LeaseSetup } from '#web/parts/lease-setup/leaseSetup.ts'

let written: LeaseSetup | null = null
let carried: { readonly holdId: string; readonly setup: LeaseSetup } | null = null

/** Remembers what was typed in the form, only in the memory of this tab, because it contains secrets. */
export function noteSetup(setup: LeaseSetup): void {
  written = setup
}

/** Takes what was written along to another hold, or `otherwise` where nothing was. What lies on another machine's disk stays behind. */
export function carrySetup(holdId: string, otherwise: LeaseSetup | null = null): void {
  const setup = written ?? otherwise
  carried = setup === null ? null : { holdId, setup: { ...setup, snapshot: null } }
}

/** Returns what was typed for another hold and carried to this one; null when nothing was. */
export function carriedSetup(holdId: string): LeaseSetup | null {
  return carried?.holdId === holdId ? carried.setup : null
}
