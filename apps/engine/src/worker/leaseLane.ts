/**
 * The kinds of relays (users' signed messages) and sweeps (upkeep of leases) that running leases need. These go first, and an operator may reserve a key for
 * them.
 */
export const leaseLane = {
  relays: ['ready', 'end', 'endByProvider', 'cancelLease', 'noShow'],
  sweeps: ['close', 'noShow'],
} as const
