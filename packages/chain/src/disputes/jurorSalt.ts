import type { Address, Hex32 } from '@infinitio/domain'
import { concat, encodeAbiParameters, type Hex, keccak256, numberToHex, size, slice } from 'viem'

/** A vote of a juror that is not revealed yet, with its dispute and its jury (`round`). */
export type HiddenVote = { readonly dispute: bigint; readonly round: number; readonly juror: Address; readonly vote: number }

/**
 * Returns the message that a juror signs to get the salt that hides its vote. A wallet's signature of the same message is always the same, so the juror can
 * derive the salt again at any time and need not store it.
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

/**
 * Returns the salt of a vote from the wallet's signature of `jurorSaltTypedData`. Every wallet with the same key must get the same salt. So this function uses
 * only `r` and `s` of the signature: wallets write the recovery bit in different ways, as 27 or 28, as 0 or 1, or in the highest bit of `s` (EIP-2098). A
 * signature of another length comes from a contract account, and all its bytes are used.
 */
export function jurorSalt(signature: Hex): Hex32 {
  const bytes = size(signature)
  if (bytes !== 64 && bytes !== 65) return keccak256(signature)
  const s = BigInt(slice(signature, 32, 64)) & ((1n << 255n) - 1n)
  return keccak256(concat([slice(signature, 0, 32), numberToHex(s, { size: 32 })]))
}

/** Returns the commitment (hash) that hides a juror's vote, as `JuryTrials.commitmentOf` calculates it. */
export function voteCommitment({ dispute, round, juror, vote }: HiddenVote, at: { chainId: number; court: Address; salt: Hex32 }): Hex32 {
  const types = ['uint256', 'address', 'uint256', 'uint8', 'address', 'uint8', 'bytes32'].map((type) => ({ type }))
  return keccak256(encodeAbiParameters(types, [BigInt(at.chainId), at.court, dispute, round, juror, vote, at.salt]))
}
