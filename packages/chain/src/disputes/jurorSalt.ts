import type { Address, Hex32 } from '@infinitio/domain'
import { encodeAbiParameters, type Hex, keccak256 } from 'viem'

/** A vote of a juror about one dispute and jury. */
export type HiddenVote = { readonly dispute: bigint; readonly round: number; readonly juror: Address; readonly vote: number }

/**
 * Returns the message that a juror signs to get the salt of a vote. A wallet signs the same message with the same signature, so it can rebuild the salt at any
 * time and stores nothing.
 */
export function jurorSaltTypedData({ chainId, court, dispute, round }: { chainId: number; court: Address; dispute: bigint; round: number }) {
  return {
    domain: { name: 'Infinitio DisputeCourt', version: '1', chainId, verifyingContract: court },
    types: {
      JurorSalt: [
        { name: 'purpose', type: 'string' },
        { name: 'dispute', type: 'uint256' },
        { name: 'round', type: 'uint8' },
      ],
    },
    primaryType: 'JurorSalt',
    message: { purpose: 'This signature hides your vote. Give it to nobody.', dispute, round },
  } as const
}

/** Returns the salt of a vote from the signature of `jurorSaltTypedData`. */
export function jurorSalt(signature: Hex): Hex32 {
  return keccak256(signature)
}

/** Returns the commitment of a vote, as `JuryTrials.commitmentOf` calculates it. */
export function voteCommitment({ dispute, round, juror, vote }: HiddenVote, at: { chainId: number; court: Address; salt: Hex32 }): Hex32 {
  const types = ['uint256', 'address', 'uint256', 'uint8', 'address', 'uint8', 'bytes32'].map((type) => ({ type }))
  return keccak256(encodeAbiParameters(types, [BigInt(at.chainId), at.court, dispute, round, juror, vote, at.salt]))
}
