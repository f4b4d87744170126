/** What running leases need of the chain, by kinds of relays and of sweeps. It goes before everything else, and a key may be kept for it alone. */
export const leaseLane = {
  relays: ['ready', 'end', 'endByProvider', 'cancelLease', 'noShow'],
  sweeps: ['close', 'noShow'],
} as const
