/**
 * Returns the GPUs of the first slice when one ask gives all of `wanted` in the fewest slices of `least` to `most` GPUs. Returns 0 when no such
 * slices add up to `wanted`. The later slices can always give the rest.
 */
export function firstOfAll({ wanted, most, least }: { wanted: number; most: number; least: number }): number {
  const others = (Math.ceil(wanted / most) - 1) * least
  return others + least > wanted ? 0 : Math.min(most, wanted - others)
}

/**
 * Returns the GPUs that a bid takes of an ask: as many as both allow; 0 below `least`. After that, the bid's rest must be 0 or enough for another slice,
 * because a rest below `minSlice` could never be filled. If necessary and possible, the slice is made smaller for that.
 */
export function sliceOf({ wanted, most, least, minSlice }: { wanted: number; most: number; least: number; minSlice: number }): number {
  const gpus = Math.min(wanted, most)
  if (gpus < least) return 0
  const rest = wanted - gpus
  const smaller = wanted - minSlice
  return rest > 0 && rest < minSlice && smaller >= least ? smaller : gpus
}
