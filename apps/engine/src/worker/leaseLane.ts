/** The relays and sweeps that running leases need. They go first, and an operator may reserve a key for them. */
export const leaseLane = {
  relays: ['ready', 'end', 'endByProvider', 'cancelLease', 'noShow'],
  sweeps: ['close', 'noShow'],
} as const
