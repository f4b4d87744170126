import type { Address, Hex32 } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, keccak256 } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { randomBeaconAbi } from '../generated/randomBeaconAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** Who commits to which secret in which round (Unix time divided by 3,600), on which chain and to which beacon. */
export type BeaconCommitment = {
  readonly chainId: number
  readonly randomBeacon: Address
  readonly round: bigint
  readonly account: Address
  readonly secret: Hex32
}

/** What an account commits to. The secret must be 32 random bytes that nobody can guess, another one each round. Twin of `RandomBeacon.commitmentOf`. */
export function beaconCommitmentOf({ chainId, randomBeacon, round, account, secret }: BeaconCommitment): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'address' }, { type: 'uint64' }, { type: 'address' }, { type: 'bytes32' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('BeaconCommitment'), BigInt(chainId), randomBeacon, round, account, secret])) as Hex32
}

/** Puts down the sender's bond; the beacon must be allowed to take it. */
export function beaconEnrolCall({ randomBeacon }: { randomBeacon: Address }): ContractCall {
  return { to: randomBeacon, data: encodeFunctionData({ abi: randomBeaconAbi, functionName: 'enrol' }) }
}

/** Takes the bond of an account that did not reveal; anyone may send it. */
export function beaconForfeitCall({ randomBeacon, account }: { randomBeacon: Address; account: Address }): ContractCall {
  return { to: randomBeacon, data: encodeFunctionData({ abi: randomBeaconAbi, functionName: 'forfeit', args: [account] }) }
}

/** Commits the account, which sends it, in the first half hour of the round. Its secret must be revealed in the second, or its bond is lost. */
export function beaconCommitCall(commitment: BeaconCommitment): ContractCall {
  const args = [commitment.round, beaconCommitmentOf(commitment)] as const
  return { to: commitment.randomBeacon, data: encodeFunctionData({ abi: randomBeaconAbi, functionName: 'commit', args }) }
}

/** Reveals what the sender committed to, in the second half hour of the round. */
export function beaconRevealCall({ randomBeacon, round, secret }: Pick<BeaconCommitment, 'randomBeacon' | 'round' | 'secret'>): ContractCall {
  return { to: randomBeacon, data: encodeFunctionData({ abi: randomBeaconAbi, functionName: 'reveal', args: [round, secret] }) }
}
