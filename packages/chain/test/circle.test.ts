import { type Address, hashAsk, hashBid, leaseTermsHash, type LeaseTerms, nodeIdOf, pTokenUnits, type TxHash, unixSeconds } from '@infinitio/domain'
import { keccak256, type PublicClient, stringToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readAddresses } from '../src/addresses/chainAddresses.ts'
import { claimCall, closeCall, endCall, readyCall } from '../src/calls/leaseCalls.ts'
import type { ContractCall } from '../src/calls/contractCall.ts'
import { dripCall } from '../src/calls/dripCall.ts'
import { settleCall } from '../src/calls/settleCalls.ts'
import type { ChainEvent } from '../src/events/chainEvent.ts'
import { decodeLog } from '../src/events/decodeLog.ts'
import { followedContracts } from '../src/events/followedContracts.ts'
import { UnknownEventError } from '../src/events/decodedLog.ts'
import { marketAbi } from '../src/generated/marketAbi.ts'
import { broadcastTransaction, signTransaction } from '../src/node/sending/broadcastTransaction.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { readBlock } from '../src/node/blocks/readBlock.ts'
import { readLogs } from '../src/node/blocks/readLogs.ts'
import { readReceipt } from '../src/node/sending/readReceipt.ts'
import { readSender } from '../src/node/sending/readSender.ts'
import { simulateCall } from '../src/node/sending/simulateCall.ts'
import { registerCall, signedItem, signedReady } from './booking.ts'
import { startTestChain, type TestChain, type TestKey, testKey } from './startTestChain.ts'

describe('all steps of a lease on a real chain', () => {
  let chain: TestChain
  let client: PublicClient
  const nodeKey = testKey('node')

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    await send(chain.keys.provider, registerCall({ chain, nodeKey: nodeKey.address }))
  })
  afterAll(async () => await chain.stop())

  it('finds every contract in the Directory', async () => {
    expect(await readAddresses(client, chain.addresses.directory)).toEqual(chain.addresses)
  })

  it('reports, before sending, why the contract will refuse', async () => {
    const item = await signedItem({ chain, node: node(), now: await now(), bidNonce: 9n })
    const call = settleCall({ market: chain.addresses.market, item })
    const byEngine = await simulateCall(client, { from: chain.keys.sender.address, call })
    expect(byEngine).toMatchObject({ ok: false, refusal: { code: 'account.insufficient_balance', name: 'Market_InsufficientBalance' } })
    const byStranger = await simulateCall(client, { from: chain.keys.renter.address, call })
    expect(byStranger).toMatchObject({ ok: false, refusal: { code: 'order.executor_not_ours' } })
  })

  it('calculates the contract’s balances only from events, from faucet to close', async () => {
    const { market, faucet } = chain.addresses
    const { sender, renter, provider } = chain.keys
    if (faucet === null) throw new Error('a development chain has a faucet')
    await send(sender, dripCall({ faucet, account: renter.address }))

    const first = await settle(0n)
    await makeReady(first)
    const second = await settle(1n)
    await makeReady(second)
    await chain.travel(4_000)
    await send(provider, claimCall({ market, ...first }))
    await send(renter, endCall({ market, ...first, accept: true }))
    await chain.travel(8_000)
    await send(provider, closeCall({ market, ...second }))

    const events = await allEvents()
    for (const account of [renter.address, provider.address, sender.address]) {
      const slot = await client.readContract({ address: market, abi: marketAbi, functionName: 'account', args: [account] })
      expect({ account, ...foldBalance(events, account) }).toEqual({ account, balance: slot.balance, fees: slot.fees })
    }
  })

  it('reads the terms of a lease as they were hashed', async () => {
    const item = await signedItem({ chain, node: node(), now: await now(), bidNonce: 5n })
    await send(chain.keys.sender, settleCall({ market: chain.addresses.market, item }))
    const settled = (await allEvents()).findLast((event) => event.name === 'Settled')
    if (settled?.name !== 'Settled') throw new Error('no Settled event')
    const domain = { chainId: chain.chainId, market: chain.addresses.market }
    expect(settled).toMatchObject({
      askHash: hashAsk(item.ask, domain),
      bidHash: hashBid(item.bid, domain),
      bidNonce: 5n,
      relayer: chain.keys.sender.address,
    })
    const slot = await client.readContract({ address: chain.addresses.market, abi: marketAbi, functionName: 'leaseSlot', args: [settled.leaseId] })
    expect(slot.termsHash).toBe(leaseTermsHash(settled.leaseId, settled.terms))
  })

  it('reads the logs of one block by its hash', async () => {
    const head = await readBlock(client, 'latest')
    if (head === null) throw new Error('a chain has a head')
    const logs = await readLogs(client, { contracts: followedContracts(chain.addresses), range: { blockHash: head.hash } })
    expect(logs.map(({ event }) => event.name)).toEqual(['Settled'])
    expect(logs[0]).toMatchObject({ blockNumber: head.number, blockHash: head.hash, contract: chain.addresses.market })
    expect(await readBlock(client, head.number + 1_000n)).toBeNull()
  })

  it('stops at an unknown event', () => {
    expect(() => decodeLog({ topics: [keccak256(stringToHex('SomethingNew(uint256)'))], data: '0x' })).toThrow(UnknownEventError)
  })

  it('distinguishes a repeated, a late and an underpaid transaction', async () => {
    const { sender } = chain.keys
    const state = await readSender(client, sender.address)
    const call: ContractCall = { to: sender.address, data: '0x' }
    const plan = { privateKey: sender.privateKey, chainId: state.chainId, nonce: state.nonce, call, gas: 30_000n }
    const fees = { maxFeePerGas: state.maxFeePerGas, maxPriorityFeePerGas: state.maxPriorityFeePerGas }
    const signed = await signTransaction({ ...plan, ...fees })
    expect(await signTransaction({ ...plan, ...fees })).toEqual(signed)
    expect(await readReceipt(client, signed.hash)).toBeNull()
    expect(await broadcastTransaction(client, signed.raw)).toBe('sent')
    await mined(signed.hash)
    expect(await broadcastTransaction(client, signed.raw)).toBe('nonceTooLow')
    const poor = await signTransaction({ ...plan, privateKey: testKey('poor').privateKey, nonce: 0, ...fees })
    expect(await broadcastTransaction(client, poor.raw)).toBe('insufficientGas')
  })

  it('recognises a waiting transaction, and one that pays too little to replace it', async () => {
    const { sender } = chain.keys
    type SetAutomine = { Method: 'evm_setAutomine'; Parameters: [boolean]; ReturnType: null }
    await client.request<SetAutomine>({ method: 'evm_setAutomine', params: [false] })
    const { chainId, nonce, maxFeePerGas, maxPriorityFeePerGas } = await readSender(client, sender.address)
    const plan = { privateKey: sender.privateKey, chainId, nonce, gas: 30_000n, maxFeePerGas, maxPriorityFeePerGas }
    const first = await signTransaction({ ...plan, call: { to: sender.address, data: '0x' } })
    const second = await signTransaction({ ...plan, call: { to: sender.address, data: '0x00' } })
    expect(await broadcastTransaction(client, first.raw)).toBe('sent')
    expect(await broadcastTransaction(client, first.raw)).toBe('sent')
    expect(await broadcastTransaction(client, second.raw)).toBe('underpriced')
    expect(await readSender(client, sender.address)).toMatchObject({ nonce, pendingNonce: nonce + 1 })
    await client.request<SetAutomine>({ method: 'evm_setAutomine', params: [true] })
    await chain.mine(1)
    await mined(first.hash)
  })

  type Opened = { leaseId: Extract<ChainEvent, { name: 'Settled' }>['leaseId']; terms: LeaseTerms }

  function node() {
    return nodeIdOf({ provider: chain.keys.provider.address, nodeKey: nodeKey.address })
  }

  async function now() {
    return (await readBlock(client, 'latest'))?.timestamp ?? unixSeconds(0n)
  }

  async function settle(bidNonce: bigint): Promise<Opened> {
    const item = await signedItem({ chain, node: node(), now: await now(), bidNonce })
    await send(chain.keys.sender, settleCall({ market: chain.addresses.market, item }))
    const settled = (await allEvents()).findLast((event) => event.name === 'Settled')
    if (settled?.name !== 'Settled') throw new Error('a settle wrote no Settled event')
    return { leaseId: settled.leaseId, terms: settled.terms }
  }

  async function makeReady({ leaseId, terms }: Opened): Promise<void> {
    const signedAt = await now()
    const signature = await signedReady({ chain, nodeKey, leaseId, terms, signedAt })
    await send(chain.keys.sender, readyCall({ market: chain.addresses.market, leaseId, terms, signedAt, signature }))
  }

  async function send(from: TestKey, call: ContractCall): Promise<void> {
    const { chainId, nonce, maxFeePerGas, maxPriorityFeePerGas } = await readSender(client, from.address)
    const signed = await signTransaction({ privateKey: from.privateKey, chainId, nonce, call, gas: 2_000_000n, maxFeePerGas, maxPriorityFeePerGas })
    await broadcastTransaction(client, signed.raw)
    await mined(signed.hash)
  }

  /** Waits until a transaction is in a block. The chain mines the transaction at once, but may answer before that. */
  async function mined(hash: TxHash): Promise<void> {
    const isMined = async () => expect(await readReceipt(client, hash)).toMatchObject({ succeeded: true })
    await vi.waitFor(isMined, { timeout: 60_000, interval: 10 })
  }

  async function allEvents(): Promise<ChainEvent[]> {
    const head = await readBlock(client, 'latest')
    const range = { fromBlock: 0n, toBlock: head?.number ?? 0n }
    return (await readLogs(client, { contracts: followedContracts(chain.addresses), range })).map(({ event }) => event)
  }
})

/** Calculates a balance from all events without any optimisation, by the rules in the docblocks of `chainEvent.ts`. */
function foldBalance(events: readonly ChainEvent[], account: Address): { balance: bigint; fees: bigint } {
  const leases = new Map<bigint, { terms: LeaseTerms; pay: bigint; fees: bigint; refund: bigint }>()
  let balance = 0n
  let fees = 0n
  for (const event of events) {
    if (event.name === 'Deposited' && event.account === account) balance += event.amount
    if (event.name === 'Withdrawn' && event.account === account) balance -= event.amount
    if (event.name === 'Settled') {
      leases.set(event.leaseId, { terms: event.terms, pay: 0n, fees: 0n, refund: 0n })
      if (event.terms.renter === account) balance -= event.escrow + event.relayFee
      if (event.relayer === account) balance += event.relayFee
    }
    if (event.name !== 'LeasePaid' && event.name !== 'LeaseEnded' && event.name !== 'LeaseClosed') continue
    const lease = leases.get(event.leaseId)
    if (lease === undefined) throw new Error(`lease ${event.leaseId} was never settled`)
    if (event.name !== 'LeasePaid') {
      if (lease.terms.renter === account) balance += event.refund - lease.refund
      lease.refund = event.name === 'LeaseClosed' || !event.accepted ? event.refund : 0n
    }
    if (event.name === 'LeaseEnded') continue
    const isTotal = event.name === 'LeaseClosed'
    const gross = event.pay - event.providerFee - (isTotal ? lease.pay : 0n)
    const charged = event.renterFee + event.providerFee - (isTotal ? lease.fees : 0n)
    lease.pay += gross
    lease.fees += charged
    if (lease.terms.provider === account) {
      balance += gross
      fees += charged
    }
  }
  return { balance: pTokenUnits(balance), fees: pTokenUnits(fees) }
}
