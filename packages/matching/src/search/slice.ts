/**
 * GPUs of the first of the fewest slices in which one ask gives all that is wanted, each from `least` to `most`; 0 when no number of such slices is exactly that many.
 * What is left can always be given by the slices after it.
 */
export function firstOfAll({ wanted, most, least }: { wanted: number; most: number; least: number }): number {
  const others = (Math.ceil(wanted / most) - 1) * least
  return others + least > wanted ? 0 : Math.min(most, wanted - others)
}

/**
 * GPUs a bid takes of an ask: as many as both allow, 0 when that is fewer than `least`. It leaves nothing or enough for another slice: for that
 * it gives up GPUs where it can, since a rest below `minSlice` could never be filled.
 */
export function sliceOf({ wanted, most, least, minSlice }: { wanted: number; most: number; least: number; minSlice: number }): number {
  const gpus = Math.min(wanted, most)
  if (gpus < least) return 0
  const rest = wanted - gpus
  const smaller = wanted - minSlice
  return rest > 0 && rest < minSlice && smaller >= least ? smaller : gpus
}
