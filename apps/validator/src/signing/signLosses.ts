import { attestationTypedData, lossLeaf, lossSubject, marketAbi } from '@infinitio/chain'
import { leaseStateCode } from '@infinitio/domain'
import { getOpenLosses, postLoss } from '@infinitio/sdk/emission'
import { privateKeyToAccount } from 'viem/accounts'
import type { OpenValidator, Round } from '../validator.ts'

const hourSeconds = 3_600n
/** The contract believes no shorter silence. */
const silenceSeconds = 120n
/** The contract keeps other bits above the state. */
const stateBits = 0b1111

/**
 * Signs that leases were lost with their node, once an hour each: those that the market's record calls lost, that run on the chain, and that are silent for two minutes. Silence is what
 * that record shows, as availability is. One statement for a lease and hour: a changed one is not signed, and the same one again for another set.
 */
export async function signLosses(validator: OpenValidator, { set }: Round): Promise<void> {
  const { address, privateKey, client, opened, kept, checked, logger } = validator
  if (set === null || !set.members.some(({ account }) => account === address)) return
  const { items } = await getOpenLosses(opened.access.transport)
  if (items.length === 0) return
  const { market, attestations } = opened.addresses
  // The hour in which it would be handed in: a chain that waits for transactions may have no block of it yet.
  const { timestamp } = await client.getBlock({ blockTag: 'pending' })
  const epoch = timestamp / hourSeconds
  for (const { leaseId, since } of items) {
    const statement = { market, leaseId: BigInt(leaseId), since: BigInt(since) }
    const [subject, root] = [lossSubject(statement), lossLeaf(statement)]
    const at = { subject, epoch }
    const [before, name] = [kept.signedFor(at) ?? root, `posted ${set.setHash} ${root} ${epoch}`]
    if (statement.since + silenceSeconds > timestamp || before !== root || checked.has(name)) continue
    const slot = await client.readContract({ address: market, abi: marketAbi, functionName: 'leaseSlot', args: [statement.leaseId] })
    if ((slot.status & stateBits) !== leaseStateCode('active')) continue
    kept.noteSigned(at, root)
    const typed = attestationTypedData({ setHash: set.setHash, subject, epoch, root }, { chainId: opened.chainId, attestations })
    const signature = await privateKeyToAccount(privateKey).signTypedData(typed)
    const signed = { setHash: set.setHash, signer: address, signature: signature.toLowerCase() }
    await postLoss(opened.access.transport, { leaseId, epoch: Number(epoch), signed })
    checked.add(name)
    logger.info({ leaseId, since }, 'a lost lease is signed')
  }
}
