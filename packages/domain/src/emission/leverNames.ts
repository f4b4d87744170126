/**
 * The names of the factors of a node's earnings that its provider can influence. `stability`: presence without faults. `contribution`: accepted contributions.
 * `diversity`: a new class of GPU. `environment`: proven clean energy. `leases`: more leases on the machine.
 */
export const leverNames = ['stability', 'contribution', 'diversity', 'environment', 'leases'] as const
