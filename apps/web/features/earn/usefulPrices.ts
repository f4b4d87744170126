import type { ClassDemandWire } from '@infinitio/domain/wire'

type Step = ClassDemandWire['curve'][number]

/** The most GPUs of a machine whose past demand the market calculates: the most that one listing can offer. */
export const mostGpusOfReplay = 15
const mostShown = 5

/**
 * Returns the price that would have earned most, and at most five prices around it, lowest first. `best` is null if no price would have brought a lease. Of two
 * prices with the same pay, the lower one is the best, because more renters accept it.
 */
export function usefulPrices(curve: readonly Step[]): { readonly prices: readonly Step[]; readonly best: Step | null } {
  const best = curve.reduce<Step | null>((most, step) => (most === null || BigInt(step.pay) > BigInt(most.pay) ? step : most), null)
  if (best === null) return { prices: [], best }
  const first = Math.max(0, Math.min(curve.indexOf(best) - Math.floor(mostShown / 2), curve.length - mostShown))
  return { prices: curve.slice(first, first + mostShown), best }
}
