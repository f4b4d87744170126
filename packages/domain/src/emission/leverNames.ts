/** What a provider can do about what a node earns: be there without a fault, have work accepted, add a class, prove its energy, lease more. */
export const leverNames = ['stability', 'contribution', 'diversity', 'environment', 'leases'] as const
