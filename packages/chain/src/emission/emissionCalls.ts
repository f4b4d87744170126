import type { Address, Hex32 } from '@infinitio/domain'
import { type ContractFunctionArgs, encodeFunctionData } from 'viem'
import type { ContractCall } from '../calls/contractCall.ts'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { emissionAbi } from '../generated/emissionAbi.ts'

type Args<Name extends 'publish' | 'claim' | 'claimBatch' | 'challenge' | 'challengeRepeated' | 'demand' | 'answer'> = ContractFunctionArgs<
  typeof emissionAbi,
  'nonpayable',
  Name
>

/** The terms of an epoch that a quorum of validators signed, in the form of the contract's ABI. */
export type EmissionTerms = Args<'publish'>[0]
/** A provider's emission record (Merkle leaf of an epoch) with its proof, in the contract's form. */
export type EmissionClaim = Args<'claimBatch'>[1][number]
/** The summary of the inputs behind an emission record, in the contract's form. */
export type EmissionInputs = Args<'challenge'>[2]
/** A group of a provider's machines (a chunk) among the inputs of its emission record, with its Merkle path, in the form of the contract's ABI. */
export type EmissionChunk = Args<'challenge'>[4]
/**
 * The position of a machine among the inputs of an epoch, in the form of the contract's ABI. Two positions with the same machine prove that the epoch counts it
 * twice.
 */
export type EmissionPlace = Args<'challengeRepeated'>[1]

const data = { abi: emissionAbi } as const

/** Publishes an epoch (the pay for an hour) that validators attested. Anyone may send the call. */
export function publishEpochCall({ emission, terms }: { emission: Address; terms: EmissionTerms }): ContractCall {
  return { to: emission, data: encodeFunctionData({ ...data, functionName: 'publish', args: [terms] }) }
}

/** Pays a provider the total amount in its emission record of a final epoch, less earlier payments. Anyone may send the call. */
export function claimEmissionCall({ emission, epoch, leaf }: { emission: Address; epoch: bigint; leaf: EmissionClaim }): ContractCall {
  const args = [epoch, leaf.provider, leaf.cumulative, leaf.proof] as const
  return { to: emission, data: encodeFunctionData({ ...data, functionName: 'claim', args }) }
}

/** The value to pass as `chunk` (a group of machines) in a call about the summary of all inputs of an emission record. */
export const topChunk: EmissionChunk = { index: 0xff_ff_ff_ff, sum: 0n, shares: [], path: [] }

/**
 * Challenges a provider's emission record. With `topChunk`, proves that the record does not follow from the summary of its inputs. With another `chunk` (a
 * group of machines), proves that a sum on the chunk's path is wrong. If the call finds no error, the sender loses the bond of a challenge.
 */
export function challengeLeafCall(challenge: {
  emission: Address
  terms: EmissionTerms
  leaf: EmissionClaim
  inputs: EmissionInputs
  inputsProof: readonly `0x${string}`[]
  chunk: EmissionChunk
}): ContractCall {
  const { terms, leaf, inputs, inputsProof, chunk } = challenge
  return { to: challenge.emission, data: encodeFunctionData({ ...data, functionName: 'challenge', args: [terms, leaf, inputs, inputsProof, chunk] }) }
}

/** Proves that an epoch counts one machine twice, which withdraws the epoch. */
export function challengeRepeatedCall(challenge: {
  emission: Address
  terms: EmissionTerms
  places: readonly [EmissionPlace, EmissionPlace]
}): ContractCall {
  const { emission, terms, places } = challenge
  return { to: emission, data: encodeFunctionData({ ...data, functionName: 'challengeRepeated', args: [terms, ...places] }) }
}

/**
 * Demands that somebody shows the inputs behind a provider's emission record: one group of machines (chunk), or the summary of all inputs (the index of
 * `topChunk`). Takes the bond of a challenge from the sender.
 */
export function demandLeafCall(demand: { emission: Address; epoch: bigint; leaf: EmissionClaim; chunk: number }): ContractCall {
  const { emission, epoch, leaf, chunk } = demand
  return { to: emission, data: encodeFunctionData({ ...data, functionName: 'demand', args: [epoch, leaf, chunk] }) }
}

/**
 * Answers a demand with the demanded chunk (group of machines) of inputs, or with the summary of all inputs. Anyone may send the call. The sender gets half of
 * the demand's bond; the other half is burned.
 */
export function answerDemandCall(answer: {
  emission: Address
  terms: EmissionTerms
  leaf: EmissionClaim
  showing: Args<'answer'>[2]
  chunk: EmissionChunk
}): ContractCall {
  const args = [answer.terms, answer.leaf, answer.showing, answer.chunk] as const
  return { to: answer.emission, data: encodeFunctionData({ ...data, functionName: 'answer', args }) }
}

/** Settles a demand that nobody answered in time, which withdraws its epoch. */
export function settleDemandCall({ emission, demand }: { emission: Address; demand: `0x${string}` }): ContractCall {
  return { to: emission, data: encodeFunctionData({ ...data, functionName: 'settleDemand', args: [demand] }) }
}

/**
 * Slashes a tenth of the bond of a validator that signed a wrong root, after the root was refuted. Anyone may send the call, once for each signer and root. The
 * account that refuted the root gets half of the slashed amount.
 */
export function punishWrongRootCall(punishment: {
  attestations: Address
  subject: string
  refuter: Address
  epoch: bigint
  signed: { setHash: Hex32; root: Hex32; signature: `0x${string}` }
}): ContractCall {
  const { attestations, subject, refuter, epoch, signed } = punishment
  const args = [nameKey(subject), refuter, epoch, signed] as const
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'punishWrongRoot', args }) }
}
