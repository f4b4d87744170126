import { claimCall, marketAbi, pTokenAbi } from '@infinitio/chain'
import { type Address, leaseId as toLeaseId, type PTokenUnits } from '@infinitio/domain'
import { leaseTermsFromWire, type ListingWire } from '@infinitio/domain/wire'
import { buildBid, newWorkload, signBid, signEnd, signExtend } from '@infinitio/sdk'
import { createPublicClient, encodeFunctionData, http, parseUnits } from 'viem'
import { eventually } from '../deployment/eventually.ts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'
import type { Actor } from './createActor.ts'
import { sendThroughFaults } from './sendThroughFaults.ts'

/** The steps of a money round (see `moneyRound` below) at which a test can inject a fault. */
export const moneySteps = ['withdraw', 'deposit', 'settle', 'ready', 'extend', 'claim', 'end'] as const

/** The name of one step. */
export type MoneyStep = (typeof moneySteps)[number]

type Round = { deployment: TestDeployment; listing: ListingWire; sshKey: string; onStep: (step: MoneyStep) => Promise<void> }

const durationSeconds = 3_600
const moreSeconds = 600
const amount = parseUnits('3', 18) as PTokenUnits

/**
 * Moves money through the whole market: withdraws and deposits it, rents `listing`, extends the lease by ten minutes, claims the pay for the provider and ends
 * the lease. Calls `onStep` during each step. Repeats each request that a fault interrupts. The market may refuse the order, which costs nothing. Returns the
 * id of the lease, or null when there is no lease.
 */
export async function moneyRound(renter: Actor, round: Round): Promise<string | null> {
  await outAndIn(renter, round)
  const leaseId = await book(renter, round)
  if (leaseId === null) return null
  await extend(renter, { ...round, leaseId })
  await claim(renter, { ...round, leaseId })
  await end(renter, { ...round, leaseId })
  return leaseId
}

async function outAndIn(renter: Actor, { deployment, onStep }: Round): Promise<void> {
  const { addresses } = await eventually(() => renter.client.getChain())
  const [market, ptoken] = [addresses.market as Address, addresses.ptoken as Address]
  const owner = renter.account.address
  const chain = createPublicClient({ transport: http(deployment.rpcUrl) })
  const nothing = async () => {}
  const withdraw = (onSent: () => Promise<void>) => {
    const data = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [amount, owner] })
    return sendThroughFaults(renter, { deployment, to: market, data: () => Promise.resolve(data), onSent })
  }
  const approve = () => {
    const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [market, amount] })
    return sendThroughFaults(renter, { deployment, to: ptoken, data: () => Promise.resolve(data), onSent: nothing })
  }
  await withdraw(() => onStep('withdraw'))
  const deposit = async () => {
    // If the chain lost a transaction, sends it again. A chain that was killed restarts without its last blocks.
    const tokens = await chain.readContract({ address: ptoken, abi: pTokenAbi, functionName: 'balanceOf', args: [owner] })
    if (tokens < amount) await withdraw(nothing)
    const allowed = await chain.readContract({ address: ptoken, abi: pTokenAbi, functionName: 'allowance', args: [owner, market] })
    if (allowed < amount) await approve()
    return encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [amount] })
  }
  await sendThroughFaults(renter, { deployment, to: market, data: deposit, onSent: () => onStep('deposit') })
}

async function book({ client, account }: Actor, { listing, sshKey, onStep }: Round): Promise<string | null> {
  const chain = await eventually(() => client.getChain())
  const { workload, workloadHash } = newWorkload({ template: 'shell', startScript: '', sshKeys: [sshKey], environment: {}, ports: [] })
  await eventually(() => client.putWorkload({ workloadHash, workload }))
  const { nextNonce } = await eventually(() => client.getWallet({}))
  const pricePerGpuSecond = listing.ask.pricePerGpuSecond
  const nonce = BigInt(nextNonce.bid)
  const bid = buildBid({ listing, pricePerGpuSecond, renter: account.address, gpus: 1, durationSeconds, workloadHash, nonce, chain })
  const { orderHash } = await eventually(async () => client.placeOrder(await signBid(account, { bid, chain })))
  await onStep('settle')
  await client.waitForOrder({ orderHash, phase: 'settled', timeoutSeconds: 60 })
  await onStep('ready')
  await client.waitForOrder({ orderHash, phase: 'ready', timeoutSeconds: 60 })
  return (await eventually(() => client.getOrder(orderHash))).leaseId
}

async function extend({ client, account }: Actor, { leaseId, onStep }: Round & { leaseId: string }): Promise<void> {
  const [chain, lease] = [await eventually(() => client.getChain()), await eventually(() => client.getLease(leaseId))]
  const end = lease.endsAt + moreSeconds
  const request = await signExtend(account, { lease, end, chain })
  await eventually(() => client.placeRelay(request))
  await onStep('extend')
  await waitFor({
    what: `lease ${leaseId} to end ten minutes later`,
    within: 90,
    read: () => eventually(() => client.getLease(leaseId)),
    until: (lease) => lease.endsAt === end,
  })
}

async function claim(renter: Actor, { deployment, leaseId, onStep }: Round & { leaseId: string }): Promise<void> {
  const { addresses } = await eventually(() => renter.client.getChain())
  const market = addresses.market as Address
  const data = async () => {
    // Read the terms of the lease at each try. An extension changes the terms. If the chain lost the block of the extension, it has the earlier terms until the
    // extension is mined again.
    const { terms } = await eventually(() => renter.client.getLease(leaseId))
    return claimCall({ market, leaseId: toLeaseId(BigInt(leaseId)), terms: leaseTermsFromWire(terms) }).data
  }
  // Anyone may claim for a provider. The claim pays for the time until one hour ago.
  await sendThroughFaults(renter, { deployment, to: market, data, onSent: () => onStep('claim') })
}

async function end({ client, account }: Actor, { leaseId, onStep }: Round & { leaseId: string }): Promise<void> {
  const chain = await eventually(() => client.getChain())
  const lease = await eventually(() => client.getLease(leaseId))
  const request = await signEnd(account, { lease, accept: true, chain })
  await eventually(() => client.placeRelay(request))
  await onStep('end')
  await waitFor({
    what: `lease ${leaseId} to be closed for good`,
    within: 90,
    read: () => eventually(() => client.getLease(leaseId)),
    until: ({ closed }) => closed?.final === true,
  })
}
