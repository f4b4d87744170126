import { applyFraudCall, attestationsAbi, executeSlashCall, type FraudStatement, fraudLeaf, nameKey, stakeVaultAbi } from '@infinitio/chain'
import { hex32 } from '@infinitio/domain'
import { merkleTree, proofOf, rootOf } from '@infinitio/sdk/emission'
import { type ContractFunctionReturnType, hexToBytes, toHex } from 'viem'
import { openFrauds, recordedFrauds } from '../proofs/openFrauds.ts'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'
import { signRoot } from './signRoot.ts'

const hourSeconds = 3_600n
const subject = 'frauds'
const provider = nameKey('Provider')

/**
 * Signs the frauds (wrong GPU proofs) that this validator found in the proof slots of the last three days, up to the end of the last whole hour. Never signs
 * two different Merkle roots of them for the same hour. When the root is attested, the validator that has the turn queues the slash (loss of a part of the
 * bond) of each provider. A fraud stays in the root of every hour until its slash is queued, because an account can have only one queued slash at a time. Signs
 * nothing while this validator still has to judge a proof slot from before the end of that hour.
 */
export async function signFrauds(validator: OpenValidator, round: Round): Promise<void> {
  const { address, proofs } = validator
  const { set } = round
  const epoch = round.headTime / hourSeconds - 1n
  const until = (epoch + 1n) * hourSeconds
  if (set === null || !set.members.some(({ account }) => account === address) || round.finalTime < until) return
  if (proofs.kept.open().some(({ at, phase }) => at < until && phase !== 'judged')) return
  const frauds = await openFrauds(validator, { until, final: round.final })
  if (frauds.length === 0) return
  const tree = merkleTree(frauds.map(leafOf))
  const root = hex32(toHex(rootOf(tree)))
  const { attestations } = validator.opened.addresses
  const attested = await validator.client.readContract({
    ...{ address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] },
  })
  // Anybody can submit the first three signatures of four, also the provider that they accuse. No slash follows from such a root.
  if (attested.root !== root || !attested.full) return await signRoot(validator, round, { subject, epoch, root })
  if (!hasTurn(validator, round)) return
  for (const statement of frauds) {
    const path = (proofOf(tree, leafOf(statement)) ?? []).map((sibling) => hex32(toHex(sibling)))
    await sendCall(validator, applyFraudCall({ attestations, statement, path }), `queueing a slash of ${statement.account} for false proofs`)
  }
}

function leafOf(statement: FraudStatement): Uint8Array {
  return hexToBytes(fraudLeaf(statement))
}

type Pending = ContractFunctionReturnType<typeof stakeVaultAbi, 'view', 'pendingSlashOf'>

/**
 * Executes queued slashes (losses of a part of the bond) of providers once their waiting time is over, if this validator has the turn. Asks the chain about
 * many providers with one request. Throws the errors of the chain.
 */
export async function executeSlashes(validator: OpenValidator, round: Round): Promise<void> {
  if (!hasTurn(validator, round)) return
  const { stakeVault } = validator.opened.addresses
  const accounts = [...(await recordedFrauds(validator, round)).keys()]
  const pendingOf = { address: stakeVault, abi: stakeVaultAbi, functionName: 'pendingSlashOf' } as const
  const contracts = accounts.map((account) => ({ ...pendingOf, args: [account, provider] }) as const)
  const read = contracts.length === 0 ? [] : await validator.client.multicall({ deployless: true, allowFailure: false, contracts })
  const pending = read as readonly Pending[]
  for (const [place, { executeAt }] of pending.entries()) {
    const account = accounts[place]
    if (account === undefined || executeAt === 0 || BigInt(executeAt) > round.headTime) continue
    await sendCall(validator, executeSlashCall({ stakeVault, account }), `taking the slash of ${account}`)
  }
}
