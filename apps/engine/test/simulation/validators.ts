import { attestationsAbi, leaseTermsFromChain, leaseTermsToChain } from '@infinitio/chain'
import { nodeId } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import type { ModelLease } from './model/marketState.ts'
import { creditLeaf, lossLeaf, outageLeaf } from './model/modelAttestations.ts'
import { modelAddresses, party } from './openingMarket.ts'
import { chainNow, type Scene, wallet } from './scene.ts'

const NO_PROOF: readonly Hex[] = []

/** Validators remove some seconds from a lease's bill. */
export function creditLease(scene: Scene, leaseId: bigint, { credit, terms, readyDelay, paidSeconds }: ModelLease): string {
  const { random } = scene
  const billed = Number(chainNow(scene)) - terms.start - readyDelay - credit
  const unpaid = Math.max(1, Math.min(billed - paidSeconds, 3_000))
  const statement = { market: modelAddresses.market, leaseId, creditedSeconds: credit + 1 + random.below(unpaid) }
  const subject = attest(scene, creditLeaf(statement))
  send(
    scene,
    encodeFunctionData({
      abi: attestationsAbi,
      functionName: 'applyCredit',
      args: [subject, statement, leaseTermsToChain(leaseTermsFromChain(terms)), NO_PROOF],
    }),
  )
  return `credits lease ${leaseId} to ${statement.creditedSeconds} s`
}

/** The validators sign and apply a report of a lost node: the time from which the lease's node has not responded. */
export function reportLoss(scene: Scene, leaseId: bigint, { terms }: ModelLease): string {
  const since = Number(chainNow(scene)) - scene.random.pick([10, 130, 600, 4_000])
  const statement = { market: modelAddresses.market, leaseId, since }
  const subject = attest(scene, lossLeaf(statement))
  send(
    scene,
    encodeFunctionData({
      abi: attestationsAbi,
      functionName: 'applyLoss',
      args: [subject, statement, leaseTermsToChain(leaseTermsFromChain(terms)), NO_PROOF],
    }),
  )
  return `reports the node of lease ${leaseId} lost since ${since}`
}

/** Validators record an outage of the node at the start of a lease. */
export function reportOutage(scene: Scene, leaseId: bigint, { terms }: ModelLease): string {
  const statement = { node: nodeId(terms.node), from: terms.start - 60, until: terms.start + 60 }
  const subject = attest(scene, outageLeaf(statement))
  send(scene, encodeFunctionData({ abi: attestationsAbi, functionName: 'applyOutage', args: [subject, statement, NO_PROOF] }))
  return `reports the node of lease ${leaseId} away at its start`
}

/**
 * Lets the validators sign a Merkle root with `leaf` as its only leaf. `leaf` also serves as the subject (the name under which the contract stores the root).
 * In one of five cases, one of the four validators does not sign, so decisions that need a large quorum fail.
 */
function attest(scene: Scene, leaf: Hex): Hex {
  const epoch = BigInt(Math.floor(Number(chainNow(scene)) / 3_600))
  const proof = { members: [], bitmap: scene.random.chance(0.8) ? 0b1111n : 0b111n, signatures: [] }
  send(scene, encodeFunctionData({ abi: attestationsAbi, functionName: 'attest', args: [leaf, epoch, leaf, proof] }))
  return leaf
}

function send(scene: Scene, data: Hex): void {
  wallet(scene, { from: party.validator, to: modelAddresses.attestations, data })
}
