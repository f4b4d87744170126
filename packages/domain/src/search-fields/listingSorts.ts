/**
 * The sort orders of a list of machines, in the sequence in which pages list them. `fit` is how well a machine runs a model, so pages offer it only for a
 * search with a model.
 */
export const listingSorts = ['fit', 'price', 'total', 'value', 'vram', 'newest', 'ready', 'reliability', 'tier'] as const
/** One way to sort a list of machines. */
export type ListingSort = (typeof listingSorts)[number]
