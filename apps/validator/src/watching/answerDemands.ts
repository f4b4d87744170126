import { answerDemandCall, emissionAbi, settleDemandCall } from '@infinitio/chain'
import { economyParameters, type EpochDocument, wrongPart } from '@infinitio/sdk/emission'
import { sendCall } from '../validator/sendCall.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { leafProofs } from './leafProofs.ts'

/**
 * Answers demands to show a part of a leaf's inputs, if the leaf is right; the answer earns half of the demand's bond. If nobody answered this validator's own
 * demand in time, gets its bond back and thereby withdraws the epoch.
 */
export async function answerDemands(
  validator: OpenValidator,
  { head, headTime }: Round,
  { document, leavesBefore }: { document: EpochDocument; leavesBefore: EpochDocument | null },
): Promise<void> {
  const { client, opened, address } = validator
  const { emission } = opened.access.contracts
  const { terms, leaves } = document
  const at = { address: emission, abi: emissionAbi } as const
  const events = await client.getContractEvents({
    ...at,
    eventName: 'LeafDemanded',
    args: { epoch: terms.epoch },
    fromBlock: 0n,
    toBlock: head,
    strict: true,
  })
  const parameters = economyParameters(await client.readContract({ ...at, functionName: 'parametersOf', args: [terms.parametersVersion] }))
  const proofs = leafProofs(validator, document)
  const past = leavesBefore === null ? null : leafProofs(validator, leavesBefore)
  for (const { args } of events) {
    const { challenger } = await client.readContract({ ...at, functionName: 'demandOf', args: [args.demand] })
    const leaf = leaves.find((it) => it.provider === args.provider.toLowerCase())
    if (BigInt(challenger) === 0n || leaf === undefined || proofs.hashOf(leaf) !== args.leaf) continue
    if (headTime >= BigInt(args.answerUntil)) {
      if (challenger.toLowerCase() === address) await sendCall(validator, settleDemandCall({ emission, demand: args.demand }), 'settling a demand')
      continue
    }
    // Do not answer if another part of the leaf is wrong: that part can be challenged, and the answer would be refused or useless.
    if (wrongPart(terms, { leaf, parameters }) !== null) continue
    const before = leavesBefore?.leaves.find(({ provider }) => provider === leaf.provider)
    const beforeProof = leaf.inputs.before === 0n || before === undefined || past === null ? [] : past.claimOf(before).proof
    const showing = { inputs: proofs.inputsOf(leaf), inputsProof: proofs.inputsProofOf(leaf), beforeProof }
    await sendCall(
      validator,
      answerDemandCall({ emission, terms, leaf: proofs.claimOf(leaf), showing, chunk: proofs.chunkOf(leaf, args.chunk) }),
      `answering for a leaf of epoch ${terms.epoch}`,
    )
  }
}
