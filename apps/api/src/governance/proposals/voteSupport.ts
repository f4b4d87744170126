import type { ProposalRecord } from './proposalRecords.ts'

/** The governor's number for a vote in favour. */
const inFavour = 1

/**
 * Returns the stake behind each proposal in base units of G, by the proposal's number. The votes of
 * one voter are divided among all given proposals that the voter is for. So the sum over all
 * proposals is at most the stake of all voters, and more proposals do not give more support. Pure.
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
 * Returns the proposals in the order in which members are notified of them: most support first. For
 * equal support, the first proposal of each proposer comes before the second of any. Pure.
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
