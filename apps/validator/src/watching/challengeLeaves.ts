import {
  challengeLeafCall,
  challengeRepeatedCall,
  demandLeafCall,
  emissionAbi,
  pTokenAbi,
  punishWrongRootCall,
  readSignatures,
  readSignedEpoch,
} from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import { economyParameters, type EpochDocument, repeatedNode, topOfLeaf, wrongPart } from '@infinitio/sdk/emission'
import { encodeFunctionData } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import type { OpenValidator } from '../validator/validator.ts'
import { leafProofs } from './leafProofs.ts'

/**
 * Challenges a wrong leaf (the earnings of a provider) of a published epoch, or a wrong part of a leaf's inputs, so that the epoch is withdrawn. Stops after
 * the first challenge that succeeds.
 * - A leaf that does not follow from its inputs, a wrong sum, or a node that is counted twice can be refuted at once, and the signers are punished.
 * - For a part that no arithmetic can check, or a leaf that continues from a leaf missing in the previous epoch, the validator can only demand a proof from
 *   anybody. The demand costs a bond.
 * - Untrue inputs cannot be refuted, because a quorum signed them.
 */
export async function challengeLeaves(
  validator: OpenValidator,
  { document, leavesBefore, statement }: { document: EpochDocument; leavesBefore: EpochDocument | null; statement: Hex32 },
): Promise<void> {
  const { client, opened, logger } = validator
  const { emission } = opened.access.contracts
  const { terms, leaves } = document
  const version = { address: emission, abi: emissionAbi, functionName: 'parametersOf', args: [terms.parametersVersion] } as const
  const parameters = economyParameters(await client.readContract(version))
  const past = new Map<string, bigint>(leavesBefore?.leaves.map(({ provider, cumulative }) => [provider, cumulative]))
  if (await challengeRepeated(validator, document)) return await punishSigners(validator, { epoch: terms.epoch, statement })
  for (const leaf of leaves) {
    const wrong = wrongPart(terms, { leaf, parameters })
    const isPastKnown =
      leaf.inputs.before === 0n || (leavesBefore === null && terms.previous !== 0n) || past.get(leaf.provider) === leaf.inputs.before
    if (wrong === null && isPastKnown) continue
    logger.error({ epoch: terms.epoch, provider: leaf.provider, wrong, isPastKnown }, 'a published leaf is wrong')
    const proofs = leafProofs(validator, document)
    const claim = proofs.claimOf(leaf)
    if (wrong !== null && wrong.expected !== null) {
      const [inputs, inputsProof] = [proofs.inputsOf(leaf), proofs.inputsProofOf(leaf)]
      const call = challengeLeafCall({ emission, terms, leaf: claim, inputs, inputsProof, chunk: proofs.chunkOf(leaf, wrong.chunk) })
      if (!(await sendCall(validator, call, `challenging a leaf of epoch ${terms.epoch}`))) continue
      await punishSigners(validator, { epoch: terms.epoch, statement })
      return
    } else if (await demand(validator, { epoch: terms.epoch, claim, chunk: wrong?.chunk ?? topOfLeaf })) return
  }
}

/** Refutes an emission epoch that counts a node twice. Returns false if no node is counted twice or if the call failed. */
async function challengeRepeated(validator: OpenValidator, document: EpochDocument): Promise<boolean> {
  const repeated = repeatedNode(document.leaves)
  if (repeated === null) return false
  const { emission } = validator.opened.access.contracts
  const { terms } = document
  validator.logger.error({ epoch: terms.epoch, repeated }, 'a published epoch counts a node twice')
  const proofs = leafProofs(validator, document)
  const places = [proofs.placeOf(repeated[0]), proofs.placeOf(repeated[1])] as const
  return await sendCall(validator, challengeRepeatedCall({ emission, terms, places }), `challenging epoch ${terms.epoch}`)
}

type Demanded = { epoch: bigint; claim: ReturnType<ReturnType<typeof leafProofs>['claimOf']>; chunk: number }

async function demand(validator: OpenValidator, { epoch, claim, chunk }: Demanded) {
  const { client, opened, address } = validator
  const { addresses, access } = opened
  const { emission } = access.contracts
  const { challengeBond } = await client.readContract({ address: emission, abi: emissionAbi, functionName: 'limits' })
  const pToken = { address: addresses.pToken, abi: pTokenAbi } as const
  if ((await client.readContract({ ...pToken, functionName: 'allowance', args: [address, emission] })) < challengeBond) {
    const approve = { to: addresses.pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [emission, challengeBond] }) }
    if (!(await sendCall(validator, approve, 'allowing a challenge bond'))) return false
  }
  return await sendCall(validator, demandLeafCall({ emission, epoch, leaf: claim, chunk }), `demanding a leaf of epoch ${epoch}`)
}

/**
 * Call it after a leaf of a published epoch was refuted. It submits the signatures of the epoch to the contract, except this validator's own. Each signer loses
 * a part of its bond.
 */
async function punishSigners(validator: OpenValidator, { epoch, statement }: { epoch: bigint; statement: Hex32 }): Promise<void> {
  const { client, opened, address } = validator
  const { attestations } = opened.addresses
  const { emission } = opened.access.contracts
  const signed = await readSignedEpoch(client, { addresses: opened.addresses, epoch, root: statement })
  if (signed === null) return
  const signatures = await readSignatures(client, signed.txHash)
  const signers = signed.set.members.filter((_, place) => signed.hasSigned(place))
  for (const [index, { account }] of signers.entries()) {
    const signature = signatures[index]
    if (signature === undefined || account === address) continue
    const root = { setHash: signed.set.setHash, root: statement, signature }
    const call = punishWrongRootCall({ attestations, subject: 'emission', refuter: emission, epoch, signed: root })
    await sendCall(validator, call, `punishing ${account} for epoch ${epoch}`)
  }
}
