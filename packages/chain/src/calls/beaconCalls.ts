import type { Address, Hex32 } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, keccak256 } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { randomBeaconAbi } from '../generated/randomBeaconAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** The parts of a commitment for the random seed of an hour: the account, its secret, the round (Unix time ÷ 3,600), the chain and the beacon contract. */
export type BeaconCommitment = {
  readonly chainId: number
  readonly randomBeacon: Address
  readonly round: bigint
  readonly account: Address
  readonly secret: Hex32
}

/**
 * Returns the commitment with which an account takes part in a round of the random beacon. The secret must be 32 new random bytes for each round. Calculates
 * the same as `RandomBeacon.commitmentOf`.
 */
export function beaconCommitmentOf({ chainId, randomBeacon, round, account, secret }: BeaconCommitment): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'address' }, { type: 'uint64' }, { type: 'address' }, { type: 'bytes32' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('BeaconCommitment'), BigInt(chainId), randomBeacon, round, account, secret])) as Hex32
}

/** Locks the bond that the sender needs to take part in random seeds. The sender must have approved it. */
export function beaconEnrolCall({ randomBeacon }: { randomBeacon: Address }): ContractCall {
  return { to: randomBeacon, data: encodeFunctionData({ abi: randomBeaconAbi, functionName: 'enrol' }) }
}

/** Slashes the bond of an account that did not reveal its secret. Anyone may send the call. */
export function beaconForfeitCall({ randomBeacon, account }: { randomBeacon: Address; account: Address }): ContractCall {
  return { to: randomBeacon, data: encodeFunctionData({ abi: randomBeaconAbi, functionName: 'forfeit', args: [account] }) }
}

/**
 * Commits the account to its secret, in the first half hour of the round. The account itself must send the call. It must then reveal the secret in the second
 * half hour: if enough accounts committed, an account that does not reveal loses its bond.
 */
export function beaconCommitCall(commitment: BeaconCommitment): ContractCall {
  const args = [commitment.round, beaconCommitmentOf(commitment)] as const
  return { to: commitment.randomBeacon, data: encodeFunctionData({ abi: randomBeaconAbi, functionName: 'commit', args }) }
}

/** Reveals the sender's secret, in the second half hour of the round. */
export function beaconRevealCall({ randomBeacon, round, secret }: Pick<BeaconCommitment, 'randomBeacon' | 'round' | 'secret'>): ContractCall {
  return { to: randomBeacon, data: encodeFunctionData({ abi: randomBeaconAbi, functionName: 'reveal', args: [round, secret] }) }
}
