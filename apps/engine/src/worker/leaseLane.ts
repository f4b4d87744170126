/**
 * The kinds of relays (users' signed messages) and sweeps (upkeep of leases) that running leases need. They are sent before all others, and an operator may
 * reserve a key for them.
 */
export const leaseLane = {
  relays: ['ready', 'end', 'endByProvider', 'cancelLease', 'noShow'],
  sweeps: ['close', 'noShow'],
} as const
