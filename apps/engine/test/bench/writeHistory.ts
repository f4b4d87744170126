import { type ContractCall, dripCall, endCall, followedContracts, marketAbi, pTokenAbi, readyCall, settleCall } from '@infinitio/chain'
import { createChainClient, readLogs, setNativeBalances } from '@infinitio/chain/node'
import { startTestChain, type TestChain, type TestKey } from '@infinitio/chain/test'
import { type LeaseTerms, type leaseId, nodeIdOf, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type PublicClient } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { registerCall, signedItem, signedReady } from '../../../../packages/chain/test/booking.ts'

/** The number of leases that begin and end in each round (four blocks) of the written history. */
const LEASES_A_ROUND = 4
const DEPOSIT = 10n ** 12n

/** A chain with a history: `logs` of our contracts, in ordinary blocks of a few transactions each. */
export interface History {
  chain: TestChain
  logs: number
  blocks: number
}

/**
 * Writes `rounds` rounds of deposits, settlements, Ready messages and ends with real transactions on a new chain: about 20 logs in four blocks for each round.
 * All rounds use one node's calendar, one renter and one provider.
 */
export async function writeHistory({ rounds }: { rounds: number }): Promise<History> {
  const chain = await startTestChain()
  try {
    return await write(chain, rounds)
  } catch (error) {
    await chain.stop()
    throw error
  }
}

async function write(chain: TestChain, rounds: number): Promise<History> {
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 60_000 })
  const { provider, renter, sender } = chain.keys
  const nodeKey = chain.keys.receipt
  const writer = await createWriter(chain, client)
  await setNativeBalances(client, { accounts: [provider.address, renter.address, sender.address], amount: 10n ** 24n })
  await writer.send(provider, registerCall({ chain, nodeKey: nodeKey.address }))
  await writer.mine()
  const node = nodeIdOf({ provider: provider.address, nodeKey: nodeKey.address })
  await fundRenter(chain, writer)
  for (let round = 0; round < rounds; round += 1) {
    const { timestamp } = await client.getBlock()
    for (let place = 0; place < LEASES_A_ROUND; place += 1) await writer.send(renter, depositCall(chain))
    await writer.mine()
    for (let place = 0; place < LEASES_A_ROUND; place += 1) {
      const bidNonce = BigInt(round * LEASES_A_ROUND + place)
      const item = await signedItem({ chain, node, now: unixSeconds(timestamp), bidNonce })
      await writer.send(sender, settleCall({ market: chain.addresses.market, item }))
    }
    await writer.mine()
    const settled = await settledIn(client, chain)
    for (const lease of settled) {
      const signedAt = unixSeconds((await client.getBlock()).timestamp)
      const signature = await signedReady({ chain, nodeKey, ...lease, signedAt })
      await writer.send(sender, readyCall({ market: chain.addresses.market, ...lease, signedAt, signature }))
    }
    await writer.mine()
    for (const lease of settled) await writer.send(renter, endCall({ market: chain.addresses.market, ...lease, accept: true }))
    await writer.mine()
  }
  const head = await client.getBlockNumber()
  const logs = await readLogs(client, { contracts: followedContracts(chain.addresses), range: { fromBlock: 0n, toBlock: head } })
  return { chain, logs: logs.length, blocks: Number(head) + 1 }
}

type Writer = { send(from: TestKey, call: ContractCall): Promise<void>; mine(): Promise<void> }

/** Creates a function that sends transactions. It counts nonces itself and mines only on request, so that several transactions share a block. */
async function createWriter(chain: TestChain, client: PublicClient): Promise<Writer> {
  const ask = (method: string, params: unknown[]) => client.request({ method, params } as unknown as Parameters<typeof client.request>[0])
  await ask('evm_setAutomine', [false])
  const nonces = new Map<string, number>()
  return {
    async send(from, { to, data }) {
      const nonce = nonces.get(from.address) ?? (await client.getTransactionCount({ address: from.address }))
      nonces.set(from.address, nonce + 1)
      const fees = { maxFeePerGas: 10n ** 12n, maxPriorityFeePerGas: 1n }
      const account = privateKeyToAccount(from.privateKey)
      const raw = await account.signTransaction({ type: 'eip1559', chainId: chain.chainId, nonce, to, data, gas: 1_000_000n, ...fees })
      await ask('eth_sendRawTransaction', [raw])
    },
    async mine() {
      await ask('evm_mine', [])
    },
  }
}

/** Gives the renter money from the faucet, withdraws one PToken of it into the renter's wallet, and allows the Market contract to take this PToken. */
async function fundRenter({ addresses, keys }: TestChain, writer: Writer): Promise<void> {
  const { faucet, market, pToken } = addresses
  if (faucet === null) throw new Error('a test chain has a faucet')
  const { data: dripData } = dripCall({ faucet, account: keys.renter.address })
  await writer.send(keys.sender, { to: faucet, data: dripData })
  await writer.mine()
  await writer.send(keys.renter, {
    to: market,
    data: encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [10n ** 18n, keys.renter.address] }),
  })
  await writer.send(keys.renter, { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [market, 10n ** 18n] }) })
  await writer.mine()
}

function depositCall({ addresses: { market } }: TestChain): ContractCall {
  return { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [DEPOSIT] }) }
}

async function settledIn(client: PublicClient, chain: TestChain): Promise<{ leaseId: ReturnType<typeof leaseId>; terms: LeaseTerms }[]> {
  const head = await client.getBlockNumber()
  const logs = await readLogs(client, { contracts: followedContracts(chain.addresses), range: { fromBlock: head, toBlock: head } })
  const settled = logs.flatMap(({ event }) => (event.name === 'Settled' ? [{ leaseId: event.leaseId, terms: event.terms }] : []))
  if (settled.length !== LEASES_A_ROUND) throw new Error(`${settled.length} of ${LEASES_A_ROUND} leases were settled`)
  return settled
}
