import { challengeLeafCall, demandLeafCall, emissionAbi, pTokenAbi } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import { cumulativeOf, economyParameters, type EpochDocument } from '@infinitio/sdk/emission'
import { encodeFunctionData } from 'viem'
import { sendCall } from '../sendCall.ts'
import type { OpenValidator } from '../validator.ts'
import { leafProofs } from './leafProofs.ts'
import { punishSigners } from './punishSigners.ts'

/**
 * Takes a published epoch back by its first wrong leaf: one that its inputs do not come to is refuted at once, and who signed it punished; one whose inputs no arithmetic takes, or whose past is in no leaf of the
 * epoch before, must be shown, against the challenge bond. What inputs are true the quorum has signed; nobody can refute it here.
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
  for (const leaf of leaves) {
    const expected = workedOut(() => cumulativeOf(terms, { inputs: leaf.inputs, parameters }))
    const isPastKnown =
      leaf.inputs.before === 0n || (leavesBefore === null && terms.previous !== 0n) || past.get(leaf.provider) === leaf.inputs.before
    if (expected === leaf.cumulative && isPastKnown) continue
    logger.error({ epoch: terms.epoch, provider: leaf.provider, published: leaf.cumulative, expected }, 'a published leaf is wrong')
    const proofs = leafProofs(validator, document)
    const claim = proofs.claimOf(leaf)
    if (expected !== null && expected !== leaf.cumulative) {
      const call = challengeLeafCall({ emission, terms, leaf: claim, inputs: leaf.inputs, inputsProof: proofs.inputsProofOf(leaf) })
      if (!(await sendCall(validator, call, `challenging a leaf of epoch ${terms.epoch}`))) continue
      await punishSigners(validator, { epoch: terms.epoch, statement })
      return
    } else if (await demand(validator, { epoch: terms.epoch, claim })) return
  }
}

function workedOut(work: () => bigint): bigint | null {
  try {
    return work()
  } catch {
    return null
  }
}

async function demand(validator: OpenValidator, { epoch, claim }: { epoch: bigint; claim: ReturnType<ReturnType<typeof leafProofs>['claimOf']> }) {
  const { client, opened, address } = validator
  const { addresses, access } = opened
  const { emission } = access.contracts
  const { challengeBond } = await client.readContract({ address: emission, abi: emissionAbi, functionName: 'limits' })
  const pToken = { address: addresses.pToken, abi: pTokenAbi } as const
  if ((await client.readContract({ ...pToken, functionName: 'allowance', args: [address, emission] })) < challengeBond) {
    const approve = { to: addresses.pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [emission, challengeBond] }) }
    if (!(await sendCall(validator, approve, 'allowing a challenge bond'))) return false
  }
  return await sendCall(validator, demandLeafCall({ emission, epoch, leaf: claim }), `demanding a leaf of epoch ${epoch}`)
}
