import { gasLimit, leaseTermsToChain, marketAbi, settleCall } from '@infinitio/chain'
import { createChainClient, setNativeBalances } from '@infinitio/chain/node'
import { address, anyoneExecutor, hashBid, unixSeconds } from '@infinitio/domain'
import { leaseTermsFromWire, type LeaseWire } from '@infinitio/domain/wire'
import { buildAsk, buildBid, newWorkload, signAsk, signBid } from '@infinitio/sdk'
import { createWalletClient, encodeFunctionData, type Hex, http } from 'viem'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'
import { findThisMachine } from './bookMachine.ts'
import type { Actor } from './createActor.ts'
import type { SshIdentity } from './sshAsPrinted.ts'

type Parties = { renter: Actor; provider: Actor; heir: Actor }

const startsInSeconds = 120
const hourSeconds = 3_600

/**
 * Rents this machine directly at the contract, for a lease that starts in two minutes and may be transferred. Calls `give`, which must transfer the lease to
 * the heir (another account) before the lease starts. By default, `give` transfers it at the contract, too. Resolves once the heir's list of leases contains
 * it.
 */
export async function giveLeaseAway(
  deployment: TestDeployment,
  { renter, provider, heir }: Parties,
  { identity, give }: { identity: SshIdentity; give?: (lease: LeaseWire, to: string) => Promise<void> },
): Promise<LeaseWire> {
  const reader = createChainClient({ rpcUrl: deployment.rpcUrl, timeoutMs: 10_000 })
  await setNativeBalances(reader, { accounts: [address(renter.account.address.toLowerCase())], amount: 10n ** 20n })
  const chain = await renter.client.getChain()
  const market = address(chain.addresses.market)
  const wallet = createWalletClient({ account: renter.account, transport: http(deployment.rpcUrl) })
  const send = async (call: { to: Hex; data?: Hex }) => {
    const gas = gasLimit(await reader.estimateGas({ account: renter.account.address, ...call, blockTag: 'pending' }))
    const receipt = await reader.waitForTransactionReceipt({ hash: await wallet.sendTransaction({ ...call, gas, chain: null }) })
    if (receipt.status !== 'success') throw new Error(`transaction ${receipt.transactionHash} reverted`)
  }
  const { item, bidHash } = await signPair({ renter, provider, identity })
  await send(settleCall({ market, item }))
  const booked = await waitFor({
    what: 'the lease to be booked',
    within: 60,
    read: () => renter.client.listLeases({ state: 'live' }),
    until: ({ items }) => items.some((lease) => lease.bidHash === bidHash),
  })
  const lease = booked.items.find((one) => one.bidHash === bidHash)
  if (lease === undefined) throw new Error('the lease is in the list')
  const to = heir.account.address
  const args = [BigInt(lease.leaseId), leaseTermsToChain(leaseTermsFromWire(lease.terms)), to] as const
  if (give === undefined) await send({ to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'transferLease', args }) })
  else await give(lease, to)
  await waitFor({
    what: 'the heir to hold the lease',
    within: 60,
    read: () => heir.client.listLeases({ state: 'live' }),
    until: ({ items }) => items.some(({ leaseId, role, heldByTransfer }) => leaseId === lease.leaseId && role === 'renter' && heldByTransfer),
  })
  return await heir.client.getLease(lease.leaseId)
}

/** Returns the signed ask and the signed bid of a lease that can be transferred. Any account may send both to the Market contract to settle them. */
async function signPair({ renter, provider, identity }: Omit<Parties, 'heir'> & { identity: SshIdentity }) {
  const listing = await findThisMachine(renter)
  const chain = await renter.client.getChain()
  const { workload, workloadHash } = newWorkload({ template: 'shell', startScript: '', sshKeys: [identity.publicKey], environment: {}, ports: [] })
  await renter.client.putWorkload({ workloadHash, workload })
  const span = { minDurationSeconds: 60, maxDurationSeconds: 86_400, availableForSeconds: 7 * 86_400, noticeSeconds: 0, trialSeconds: 0 }
  const offer = { provider: provider.account.address, node: listing.node, gpus: 1, nonce: 5_000_000_000n, chain }
  const ask = {
    ...buildAsk({ ...offer, pricePerGpuSecond: BigInt(listing.ask.pricePerGpuSecond), ...span }),
    transferable: true,
    executor: anyoneExecutor,
  }
  const { nextNonce } = await renter.client.getWallet({})
  const wish = { listing, pricePerGpuSecond: listing.ask.pricePerGpuSecond, renter: renter.account.address, gpus: 1, workloadHash, chain }
  const bid = { ...buildBid({ ...wish, durationSeconds: hourSeconds, nonce: BigInt(nextNonce.bid) }), executor: anyoneExecutor }
  const [askOrder, bidOrder] = await Promise.all([signAsk(provider.account, { ask, chain }), signBid(renter.account, { bid, chain })])
  const item = {
    ask,
    askSignature: askOrder.signature as Hex,
    bid,
    bidSignature: bidOrder.signature as Hex,
    mandate: null,
    gpus: 1,
    start: unixSeconds(BigInt(chain.chainNow + startsInSeconds)),
    relayFee: bid.maxRelayFee,
  }
  return { item, bidHash: hashBid(bid, { chainId: chain.chainId, market: address(chain.addresses.market) }) }
}
