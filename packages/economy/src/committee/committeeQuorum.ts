import type { CommitteeMember } from './drawCommittee.ts'

/** The members, signers and stakes of a committee: the validators that are selected to sign in an hour. Stakes are in PToken base units. */
export type CommitteeQuorum = {
  readonly members: number
  readonly signers: number
  readonly stake: bigint
  readonly signedStake: bigint
  /** True if at least four members with more than two thirds of the stake signed, which is enough to move money. */
  readonly isFull: boolean
}

const fullSigners = 4

/**
 * Counts the signatures and the signing stake of a committee. They suffice (`isFull`) if at least four members with more than two thirds of the committee's
 * stake signed. Calculates the same as `QuorumLib.checkQuorum` and `QuorumLib.isFull`.
 */
export function committeeQuorum(committee: readonly CommitteeMember[], hasSigned: (member: CommitteeMember) => boolean): CommitteeQuorum {
  const stakeOf = (list: readonly CommitteeMember[]) => list.reduce((sum, { stake }) => sum + stake, 0n)
  const signed = committee.filter(hasSigned)
  const [stake, signedStake] = [stakeOf(committee), stakeOf(signed)]
  const isFull = signed.length >= fullSigners && signedStake * 3n > stake * 2n
  return { members: committee.length, signers: signed.length, stake, signedStake, isFull }
}
