import type { CommitteeMember } from './drawCommittee.ts'

/** What a committee's members signed. Stakes in PToken base units. */
export type CommitteeQuorum = {
  readonly members: number
  readonly signers: number
  readonly stake: bigint
  readonly signedStake: bigint
  /** Two thirds of the stake, with the power to move money. */
  readonly isFull: boolean
}

const fullMembers = 4

/**
 * Whether those of a committee who signed are enough: two thirds of its stake, and three members of four, or four of more. Of fewer than four none are. Twin of
 * `QuorumLib.checkQuorum` and `QuorumLib.isFull`.
 */
export function committeeQuorum(committee: readonly CommitteeMember[], hasSigned: (member: CommitteeMember) => boolean): CommitteeQuorum {
  const stakeOf = (list: readonly CommitteeMember[]) => list.reduce((sum, { stake }) => sum + stake, 0n)
  const signed = committee.filter(hasSigned)
  const [stake, signedStake] = [stakeOf(committee), stakeOf(signed)]
  const least = committee.length === fullMembers ? fullMembers - 1 : fullMembers
  const isFull = committee.length >= fullMembers && signed.length >= least && signedStake * 3n >= stake * 2n
  return { members: committee.length, signers: signed.length, stake, signedStake, isFull }
}
