import type { Address, Hex32 } from '@infinitio/domain'
import { type ContractFunctionArgs, encodeFunctionData } from 'viem'
import type { ContractCall } from '../calls/contractCall.ts'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { emissionAbi } from '../generated/emissionAbi.ts'

type Args<Name extends 'publish' | 'claim' | 'claimBatch' | 'challenge' | 'demand' | 'answer'> = ContractFunctionArgs<
  typeof emissionAbi,
  'nonpayable',
  Name
>

/** What a quorum signed about an epoch, as the contract takes it. */
export type EmissionTerms = Args<'publish'>[0]
/** A cumulative leaf with its siblings, as the contract takes it. */
export type EmissionClaim = Args<'claimBatch'>[1][number]
/** What a leaf follows from, as the contract takes it. */
export type EmissionInputs = Args<'challenge'>[2]

const data = { abi: emissionAbi } as const

/** Publishes an attested epoch; anyone may send it. */
export function publishEpochCall({ emission, terms }: { emission: Address; terms: EmissionTerms }): ContractCall {
  return { to: emission, data: encodeFunctionData({ ...data, functionName: 'publish', args: [terms] }) }
}

/** Pays a provider what a final epoch's leaf says beyond what it was paid; anyone may send it. */
export function claimEmissionCall({ emission, epoch, leaf }: { emission: Address; epoch: bigint; leaf: EmissionClaim }): ContractCall {
  const args = [epoch, leaf.provider, leaf.cumulative, leaf.proof] as const
  return { to: emission, data: encodeFunctionData({ ...data, functionName: 'claim', args }) }
}

/** Proves that a leaf is not what its inputs come to; of a right leaf the sender pays. */
export function challengeLeafCall(challenge: {
  emission: Address
  terms: EmissionTerms
  leaf: EmissionClaim
  inputs: EmissionInputs
  inputsProof: readonly `0x${string}`[]
}): ContractCall {
  const { terms, leaf, inputs, inputsProof } = challenge
  return { to: challenge.emission, data: encodeFunctionData({ ...data, functionName: 'challenge', args: [terms, leaf, inputs, inputsProof] }) }
}

/** Demands to be shown what a leaf follows from, against the challenge bond. */
export function demandLeafCall({ emission, epoch, leaf }: { emission: Address; epoch: bigint; leaf: EmissionClaim }): ContractCall {
  return { to: emission, data: encodeFunctionData({ ...data, functionName: 'demand', args: [epoch, leaf] }) }
}

/** Shows what a demanded leaf follows from; anyone may send it. */
export function answerDemandCall(answer: { emission: Address; terms: EmissionTerms; leaf: EmissionClaim; showing: Args<'answer'>[2] }): ContractCall {
  return { to: answer.emission, data: encodeFunctionData({ ...data, functionName: 'answer', args: [answer.terms, answer.leaf, answer.showing] }) }
}

/** Settles a demand that nobody answered in time, which takes its epoch back. */
export function settleDemandCall({ emission, leaf }: { emission: Address; leaf: `0x${string}` }): ContractCall {
  return { to: emission, data: encodeFunctionData({ ...data, functionName: 'settleDemand', args: [leaf] }) }
}

/** Slashes the bond of a validator that signed a root which the subject's refuter has seen proven wrong; anyone may send it, once for a signer and root. */
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
