/**
 * Factors of a node's earnings that a provider can influence: presence without faults, accepted contributions, a new class, proven energy, more
 * leases.
 */
export const leverNames = ['stability', 'contribution', 'diversity', 'environment', 'leases'] as const
