import { attestationTypedData, attestationsAbi, marketAbi, type OutageStatement, silenceStatement } from '@infinitio/chain'
import { hex32, leaseStateCode } from '@infinitio/domain'
import { getOpenLosses, postLoss } from '@infinitio/sdk/emission'
import { privateKeyToAccount } from 'viem/accounts'
import { takeInTurn } from '../validator/takeInTurn.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'

const hourSeconds = 3_600n
/** The shortest time without a response of a node, in seconds, for which the contract accepts that the node is lost. */
const silenceSeconds = 120n
/** Mask for the bits of a lease's stored word that contain the state. The contract stores other data in the higher bits. */
const stateBits = 0b1111

/**
 * Signs statements about lost leases, which are leases whose node was silent for at least two minutes according to the market's record. For a running lease,
 * signs the loss. For a lease that never began, signs the outage at its start, so that the renter gets compensation. Signs nothing if the operator is at fault.
 * Signs each lease once per hour, and never two different statements about it in one hour. But it signs the same statement again if the validator set changes.
 */
export async function signLosses(validator: OpenValidator, { set }: Round): Promise<void> {
  const { address, privateKey, client, opened, kept, checked, logger } = validator
  if (set === null || !set.members.some(({ account }) => account === address)) return
  const { items } = await getOpenLosses(opened.access.transport)
  if (items.length === 0) return
  const { market, attestations } = opened.addresses
  // Use the hour of the pending block, because the statement would be mined in that block. A chain that mines only when it has transactions may have no block
  // of this hour yet.
  const { timestamp } = await client.getBlock({ blockTag: 'pending' })
  const epoch = timestamp / hourSeconds
  await takeInTurn(validator, { name: 'losses', items }, async ({ leaseId, nodeId, since, start, party }) => {
    // A loss takes compensation from the provider's bond. If the operator is at fault, the renter gets a credit instead.
    if (party !== null && party !== 'provider') return
    const lost = { leaseId: BigInt(leaseId), node: hex32(nodeId), since: BigInt(since), start: start === null ? null : BigInt(start) }
    const statement = silenceStatement(lost, { market })
    if (statement === null) return
    const { subject, root } = statement
    const at = { subject, epoch }
    const [before, name] = [kept.signedFor(at) ?? root, `posted ${set.setHash} ${root} ${epoch}`]
    if (lost.since + silenceSeconds > timestamp || before !== root || checked.has(name)) return
    const slot = await client.readContract({ address: market, abi: marketAbi, functionName: 'leaseSlot', args: [lost.leaseId] })
    if ((slot.status & stateBits) !== leaseStateCode(statement.kind === 'loss' ? 'active' : 'booked')) return
    if (statement.kind === 'outage' && (statement.outage.until >= timestamp || (await isRecorded(statement.outage)))) return
    kept.noteSigned(at, root)
    const typed = attestationTypedData({ setHash: set.setHash, subject, epoch, root }, { chainId: opened.chainId, attestations })
    const signature = await privateKeyToAccount(privateKey).signTypedData(typed)
    const signed = { setHash: set.setHash, signer: address, signature: signature.toLowerCase() }
    await postLoss(opened.access.transport, { leaseId, epoch: Number(epoch), signed })
    checked.add(name)
    logger.info({ leaseId, since }, 'a lost lease is signed')
  })

  function isRecorded({ node, until }: OutageStatement): Promise<boolean> {
    return client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'unreachableAt', args: [node, until - 1n] })
  }
}
