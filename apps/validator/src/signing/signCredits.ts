import { attestationTypedData, creditLeaf, creditSubject, marketAbi } from '@infinitio/chain'
import { creditedRules, leaseStateCode } from '@infinitio/domain'
import { getOpenCredits, postCredit } from '@infinitio/sdk/emission'
import { privateKeyToAccount } from 'viem/accounts'
import { takeInTurn } from '../validator/takeInTurn.ts'
import type { OpenValidator, Round } from '../validator/validator.ts'

const hourSeconds = 3_600n
/** The bits in a lease's stored word that contain its state. The contract stores other data in the higher bits. */
const stateBits = 0b1111

/**
 * Signs credits for leases. A credit is a number of seconds that the renter need not pay: nobody could reach the machine, and the market's record shows that
 * nobody, or only the operator, was at fault. Signs at most one number of seconds for a lease in an hour. If the validator set changes, it signs the same
 * number again. The contract credits no second that is already paid, and no second twice.
 */
export async function signCredits(validator: OpenValidator, { set }: Round): Promise<void> {
  const { address, privateKey, client, opened, kept, checked, logger } = validator
  if (set === null || !set.members.some(({ account }) => account === address)) return
  const { items } = await getOpenCredits(opened.access.transport)
  if (items.length === 0) return
  const { market, attestations } = opened.addresses
  // Use the hour of the pending block, because the credit would be mined in that block.
  const { timestamp } = await client.getBlock({ blockTag: 'pending' })
  const epoch = timestamp / hourSeconds
  await takeInTurn(validator, { name: 'credits', items }, async ({ leaseId, seconds, rule }) => {
    const statement = { market, leaseId: BigInt(leaseId), seconds: BigInt(seconds) }
    const [subject, root] = [creditSubject(statement), creditLeaf(statement)]
    const at = { subject, epoch }
    const [before, name] = [kept.signedFor(at) ?? root, `posted ${set.setHash} ${root} ${epoch}`]
    if (!creditedRules.includes(rule) || before !== root || checked.has(name)) return
    const slot = await client.readContract({ address: market, abi: marketAbi, functionName: 'leaseSlot', args: [statement.leaseId] })
    const state = slot.status & stateBits
    if (state !== leaseStateCode('active') && state !== leaseStateCode('ended')) return
    if (BigInt(slot.credit) >= statement.seconds) return
    kept.noteSigned(at, root)
    const typed = attestationTypedData({ setHash: set.setHash, subject, epoch, root }, { chainId: opened.chainId, attestations })
    const signature = await privateKeyToAccount(privateKey).signTypedData(typed)
    const signed = { setHash: set.setHash, signer: address, signature: signature.toLowerCase() }
    await postCredit(opened.access.transport, { leaseId, epoch: Number(epoch), signed })
    checked.add(name)
    logger.info({ leaseId, seconds, rule }, 'a credit is signed')
  })
}
