/**
 * The states of a machine as its provider sees them. `listed`: renters can rent it. `rented`: all its GPUs are in leases. `paused`: it has no ask that renters
 * can take. `suspect`, `lost`: it does not respond (see `nodeStates`). `delisted`: its provider's bond is too small, or the operator delisted it. `retired`: its
 * provider removed it.
 */
export const providerNodeStates = ['listed', 'rented', 'paused', 'suspect', 'lost', 'delisted', 'retired'] as const
