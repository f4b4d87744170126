import {
  claimCall,
  type ContractCall,
  gasLimit,
  directoryAbi,
  marketAbi,
  pTokenAbi,
  readyCall,
  type SettleItem,
  settleCall,
  stakeVaultAbi,
  dripCall,
  nameKey,
  testStablecoinAbi,
} from '@infinitio/chain'
import { createChainClient, readBlock, readLogs } from '@infinitio/chain/node'
import { registerCall, signedItem, signedReady, startTestChain, type TestChain, type TestKey, testKey } from '@infinitio/chain/test'
import { type Address, askTypedData, type LeaseId, type LeaseTerms, nodeIdOf, unixSeconds } from '@infinitio/domain'
import { createWalletClient, encodeFunctionData, http, type PublicClient } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** A lease on the test chain, with the terms from its log. */
export type OpenedLease = { leaseId: LeaseId; terms: LeaseTerms }

/** The amounts of money on the test chain, by location. */
export type Books = Record<'supply' | 'reserve' | 'inMarket' | 'inVault' | 'renter' | 'provider' | 'renterCoin' | 'providerCoin', bigint>

/** The amount that each call of `fundRenter` deposits, in base units of PToken. */
const deposited = 5n * 10n ** 18n

const nodeKey = testKey('exit node')

/** Starts a market with one registered node and a funded renter. Only the chain runs. */
export async function startExitMarket() {
  const chain = await startTestChain()
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
  const send = (key: TestKey, call: ContractCall) => sendFrom(chain, client, { key, call })
  await send(chain.keys.provider, registerCall({ chain, nodeKey: nodeKey.address }))
  if (chain.addresses.faucet !== null) await send(chain.keys.sender, dripCall({ faucet: chain.addresses.faucet, account: chain.keys.renter.address }))
  return {
    chain,
    client,
    send,
    open: async (bidNonce: bigint) => await openLease({ chain, client, bidNonce }),
    bookLater: async (bidNonce: bigint) => await bookLater({ chain, client, bidNonce }),
    now: async () => await nowOf(client),
    claim: async ({ leaseId, terms }: OpenedLease) => await send(chain.keys.provider, claimCall({ market: chain.addresses.market, leaseId, terms })),
    books: async () => await readBooks(chain, client),
    pause: async () => await pauseAll(chain, send),
    fund: async () => await fundRenter(chain, send),
  }
}

/** Pauses the Market as guardian for the maximum of 72 h. */
async function pauseAll({ addresses, keys }: TestChain, send: (key: TestKey, call: ContractCall) => Promise<void>): Promise<void> {
  const to = addresses.directory
  await send(keys.deployer, { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'setGuardian', args: [keys.deployer.address] }) })
  await send(keys.deployer, { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'pause', args: [259_200n] }) })
}

/** Mints PToken for the renter and deposits 5 PT into the Market. */
async function fundRenter({ addresses, keys }: TestChain, send: (key: TestKey, call: ContractCall) => Promise<void>): Promise<void> {
  const { renter, deployer } = keys
  const { stablecoin, pToken, market } = addresses
  const coins = 10_000_000n
  await send(deployer, { to: stablecoin, data: encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [renter.address, coins] }) })
  await send(renter, { to: stablecoin, data: encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [pToken, coins] }) })
  await send(renter, { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [coins, renter.address] }) })
  await send(renter, { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [market, deposited] }) })
  await send(renter, { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [deposited] }) })
}

type Opening = { chain: TestChain; client: PublicClient; bidNonce: bigint }

async function openLease({ chain, client, bidNonce }: Opening): Promise<OpenedLease> {
  const opened = await settleItem({ chain, client, item: await signedItem({ chain, node: nodeOf(chain), now: await nowOf(client), bidNonce }) })
  const { leaseId, terms } = opened
  const signedAt = await nowOf(client)
  const signature = await signedReady({ chain, nodeKey, leaseId, terms, signedAt })
  const call = readyCall({ market: chain.addresses.market, leaseId, terms, signedAt, signature })
  await sendFrom(chain, client, { key: chain.keys.sender, call })
  return opened
}

/** Opens a lease that starts in one hour and can be transferred until then. */
async function bookLater({ chain, client, bidNonce }: Opening): Promise<OpenedLease> {
  const now = await nowOf(client)
  const plain = await signedItem({ chain, node: nodeOf(chain), now, bidNonce })
  const domain = { chainId: chain.chainId, market: chain.addresses.market }
  const ask = { ...plain.ask, transferable: true }
  const askSignature = await privateKeyToAccount(chain.keys.provider.privateKey).signTypedData(askTypedData(ask, domain))
  return await settleItem({ chain, client, item: { ...plain, ask, askSignature, start: unixSeconds(now + 3_600n) } })
}

async function settleItem({ chain, client, item }: Pick<Opening, 'chain' | 'client'> & { item: SettleItem }): Promise<OpenedLease> {
  const { market } = chain.addresses
  await sendFrom(chain, client, { key: chain.keys.sender, call: settleCall({ market, item }) })
  const head = await readBlock(client, 'latest')
  const logs = await readLogs(client, { contracts: [market], range: { blockHash: head?.hash ?? '0x' } })
  const settled = logs.map(({ event }) => event).find((event) => event.name === 'Settled')
  if (settled?.name !== 'Settled') throw new Error('a settle wrote no Settled event')
  return { leaseId: settled.leaseId, terms: settled.terms }
}

const nowOf = async (client: PublicClient) => (await readBlock(client, 'latest'))?.timestamp ?? unixSeconds(0n)

const nodeOf = ({ keys }: TestChain) => nodeIdOf({ provider: keys.provider.address, nodeKey: nodeKey.address })

async function sendFrom(chain: TestChain, client: PublicClient, { key, call }: { key: TestKey; call: ContractCall }): Promise<void> {
  const wallet = createWalletClient({ account: privateKeyToAccount(key.privateKey), transport: http(chain.rpcUrl) })
  const { to, data } = call
  const gas = gasLimit(await client.estimateGas({ account: key.address, to, data, blockTag: 'pending' }))
  const hash = await wallet.sendTransaction({ to, data, gas, chain: null })
  const { status } = await client.waitForTransactionReceipt({ hash, pollingInterval: 25 })
  if (status !== 'success') throw new Error(`a call of the test failed: ${hash}`)
}

async function readBooks({ addresses, keys }: TestChain, client: PublicClient): Promise<Books> {
  const token = { address: addresses.pToken, abi: pTokenAbi } as const
  const held = (account: Address) => client.readContract({ ...token, functionName: 'balanceOf', args: [account] })
  const coins = (account: Address) =>
    client.readContract({ address: addresses.stablecoin, abi: testStablecoinAbi, functionName: 'balanceOf', args: [account] })
  return {
    supply: await client.readContract({ ...token, functionName: 'totalSupply' }),
    reserve: await client.readContract({ ...token, functionName: 'reserve' }),
    inMarket: await held(addresses.market),
    inVault: await held(addresses.stakeVault),
    renter: await held(keys.renter.address),
    provider: await held(keys.provider.address),
    renterCoin: await coins(keys.renter.address),
    providerCoin: await coins(keys.provider.address),
  }
}

/** Returns an account's balance in the Market, and the fees that it has earned and not yet withdrawn. */
export async function readAccount({ addresses }: TestChain, client: PublicClient, account: Address) {
  return await client.readContract({ address: addresses.market, abi: marketAbi, functionName: 'account', args: [account] })
}

/** The provider's bond. */
export async function readBond({ addresses, keys }: TestChain, client: PublicClient) {
  const args = [keys.provider.address, nameKey('Provider')] as const
  return await client.readContract({ address: addresses.stakeVault, abi: stakeVaultAbi, functionName: 'bondOf', args })
}
