import { anyoneExecutor, isLeftToParties, type MatchId, type SettleTerms } from '@infinitio/domain'
import { type Book, unsettledCount } from '@infinitio/matching'

/**
 * Counts the matches that wait for the operator to settle them. Does not count small matches that their parties settle (ADR 196), nor the other matches in the
 * same group. To save time, examines single matches only if at least `most` are unsettled and the operator leaves small ones to their parties.
 */
export function unsettledForOperator(book: Book, { terms, most }: { terms: SettleTerms; most: number }): number {
  const all = unsettledCount(book)
  if (all < most || terms.leastLeaseValue === 0n) return all
  const groups = new Map<MatchId, { isSmall: boolean; mayBe: boolean; matches: number }>()
  for (const { state, matchId, group, ask, bid, gpus, durationSeconds } of book.matches.values()) {
    if (state !== 'unsettled') continue
    const one = groups.get(group ?? matchId) ?? { isSmall: false, mayBe: true, matches: 0 }
    const piece = ask === null ? null : { pricePerGpuSecond: ask.price, gpus, durationSeconds, bid: bid.bid }
    one.isSmall ||= piece !== null && isLeftToParties(piece, terms)
    one.mayBe &&= ask?.executor === anyoneExecutor && bid.executor === anyoneExecutor
    one.matches += 1
    groups.set(group ?? matchId, one)
  }
  const left = [...groups.values()].filter(({ isSmall, mayBe }) => isSmall && mayBe)
  return left.reduce((count, { matches }) => count - matches, all)
}
