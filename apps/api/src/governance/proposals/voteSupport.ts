import type { ProposalRecord } from './proposalRecords.ts'

/** The governor's number for a vote in favour. */
const inFavour = 1

/**
 * Returns how much stake supports each proposal, in base units of G, by the number of the proposal. If a voter supports several of the given proposals, the
 * voter's votes for each are divided by the number of these proposals. So the same stake counts only once in total. Pure.
 */
export function supportOf(records: readonly ProposalRecord[]): ReadonlyMap<number, bigint> {
  const shares = new Map<string, bigint>()
  const votesFor = records.map(({ votes }) => [...votes.values()].filter(({ support }) => support === inFavour))
  for (const { voter } of votesFor.flat()) shares.set(voter, (shares.get(voter) ?? 0n) + 1n)
  return new Map(
    records.map(({ number }, index) => [
      number,
      (votesFor[index] ?? []).reduce((sum, { voter, votes }) => sum + votes / (shares.get(voter) ?? 1n), 0n),
    ]),
  )
}

/**
 * Sorts proposals in the order in which members are notified of them: most support first. Among proposals with equal support, the first proposal of each
 * proposer comes before any proposer's second one. Pure.
 */
export function mostSupportedFirst(records: readonly ProposalRecord[]): ProposalRecord[] {
  const support = supportOf(records)
  const made = new Map<string, number>()
  const ranked = records
    .toSorted((one, other) => one.number - other.number)
    .map((record) => {
      const { proposer } = record.proposed
      const nth = made.get(proposer) ?? 0
      made.set(proposer, nth + 1)
      return { record, nth, behind: support.get(record.number) ?? 0n }
    })
  ranked.sort((one, other) => (one.behind === other.behind ? one.nth - other.nth : one.behind < other.behind ? 1 : -1))
  return ranked.map(({ record }) => record)
}
