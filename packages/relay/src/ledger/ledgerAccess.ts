import { directoryAbi, nameKey, pTokenAbi, readServiceLedger, serviceLedgerAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/sender'
import {
  type Address,
  address,
  assetUnits,
  type AssetUnits,
  type ChannelId,
  type LedgerAsset,
  ledgerAssets,
  type LedgerSigningDomain,
  type ServiceId,
} from '@infinitio/domain'
import { developmentChainId } from '@infinitio/domain/proofs'
import { type FileTerms, readFileTerms, readRouterTerms, readTerms, type RouterTerms, type ServiceTerms } from '@infinitio/services'
import { hexToBytes, type PublicClient } from 'viem'
import { getBlockNumber, getLogs, readContract } from 'viem/actions'
import { RelayError } from '../relayError.ts'

/** The service ledger of a deployment, and a client of its chain. */
export type LedgerAccess = {
  readonly client: PublicClient
  readonly domain: LedgerSigningDomain
  readonly pToken: Address
  readonly directory: Address
}

/**
 * A payment channel as the chain stores it. `exitAt` is the time in Unix seconds at which the payer's exit (withdrawal of the rest) ends; 0 if no exit has
 * begun.
 */
export type ChainChannel = {
  readonly deposited: AssetUnits
  readonly settled: AssetUnits
  readonly exitAt: number
  readonly serial: number
}

/** A service as the chain stores it. */
export type ChainService = { readonly payee: Address; readonly operator: Address; readonly lockSeconds: number }

const timeoutMs = 10_000
/** The largest number of blocks in one request to an RPC node. */
export const blocksAtOnce = 50_000n

/** Opens the service ledger of a deployment. Throws `serving.no_ledger` if it has none, and viem's errors. */
export async function openLedger({
  rpcUrl,
  chainId,
  directory,
  pToken,
}: {
  readonly rpcUrl: string
  readonly chainId: number
  readonly directory: string
  readonly pToken: string
}): Promise<LedgerAccess> {
  const client = createChainClient({ rpcUrl, timeoutMs })
  const names = address(directory.toLowerCase())
  const ledger = await readServiceLedger(client, names)
  if (ledger === null) throw new RelayError('serving.no_ledger', directory)
  return { client, domain: { chainId, ledger }, directory: names, pToken: address(pToken.toLowerCase()) }
}

/** Reads a payment channel, either at the newest block or only from final blocks. On the development chain, each block is final at once. */
export async function readChannel({ client, domain }: LedgerAccess, id: ChannelId, at: 'head' | 'final'): Promise<ChainChannel> {
  const blockTag = at === 'head' || domain.chainId === developmentChainId ? 'latest' : 'finalized'
  const read = { address: domain.ledger, abi: serviceLedgerAbi, functionName: 'channelOf', args: [id], blockTag } as const
  const { deposited, settled, exitAt, serial } = await readContract(client, read)
  return { deposited: assetUnits(deposited), settled: assetUnits(settled), exitAt, serial }
}

/**
 * Reads a payment channel as a service counts it. Deposits count only once they are final. Settlements, and a payer's withdrawal (exit), count as soon as they
 * are on the chain.
 */
export async function readCountedChannel(ledger: LedgerAccess, id: ChannelId): Promise<ChainChannel> {
  const [final, head] = await Promise.all([readChannel(ledger, id, 'final'), readChannel(ledger, id, 'head')])
  const deposited = head.deposited < final.deposited ? head.deposited : final.deposited
  return { ...head, deposited: assetUnits(head.serial === final.serial ? deposited : head.settled) }
}

/** Reads a service. Throws `serving.service_unknown` if nobody registered it. */
export async function readService({ client, domain }: LedgerAccess, id: ServiceId): Promise<ChainService> {
  const read = { address: domain.ledger, abi: serviceLedgerAbi, functionName: 'serviceOf', args: [id] } as const
  const { payee, operator, lockSeconds } = await readContract(client, read)
  if (BigInt(payee) === 0n) throw new RelayError('serving.service_unknown', id)
  return { payee: address(payee.toLowerCase()), operator: address(operator.toLowerCase()), lockSeconds }
}

/** Reads the newest terms (prices and limits) of a service from the events of the ledger. Throws `serving.service_unknown` if it has no valid terms. */
export async function readServiceTerms(ledger: LedgerAccess, id: ServiceId): Promise<ServiceTerms> {
  const terms = readTerms(await readNewestTerms(ledger, id))
  if (terms === null) throw new RelayError('serving.service_unknown', `the terms of ${id} cannot be read`)
  return terms
}

/** Reads the newest terms of a service that sells bytes. Throws `serving.service_unknown` if it has no valid terms, or sells something else. */
export async function readFileTermsOf(ledger: LedgerAccess, id: ServiceId): Promise<FileTerms> {
  const terms = readFileTerms(await readNewestTerms(ledger, id))
  if (terms === null) throw new RelayError('serving.service_unknown', `${id} sells no files`)
  return terms
}

/** Reads the newest terms of a router from the events of the ledger, or null if they are of another form. Throws `serving.service_unknown` without terms. */
export async function readRouterTermsOf(ledger: LedgerAccess, id: ServiceId): Promise<RouterTerms | null> {
  return readRouterTerms(await readNewestTerms(ledger, id))
}

async function readNewestTerms({ client, domain }: LedgerAccess, id: ServiceId): Promise<Uint8Array> {
  const event = serviceLedgerAbi.find((entry) => entry.type === 'event' && entry.name === 'TermsSet')
  if (event === undefined) throw new Error('the ledger has the event TermsSet')
  for (let to = await getBlockNumber(client, { cacheTime: 0 }); ; to -= blocksAtOnce) {
    const from = to < blocksAtOnce ? 0n : to - blocksAtOnce + 1n
    const logs = await getLogs(client, { address: domain.ledger, event, args: { service: id }, fromBlock: from, toBlock: to })
    const newest = logs.at(-1)?.args
    if (newest?.terms !== undefined) return hexToBytes(newest.terms)
    if (from === 0n) throw new RelayError('serving.service_unknown', `no terms of ${id} on chain ${domain.chainId}`)
  }
}

/** Reads the free amount of an asset in an account's pot, its balance in the service ledger. */
export async function readPot({ client, domain }: LedgerAccess, account: Address, asset: LedgerAsset = 'PToken'): Promise<bigint> {
  const args = [account, ledgerAssets.indexOf(asset)] as const
  const { free } = await readContract(client, { address: domain.ledger, abi: serviceLedgerAbi, functionName: 'potOf', args })
  return free
}

/** Returns the address of the token contract of an asset. */
export async function readToken({ client, pToken, directory }: LedgerAccess, asset: LedgerAsset): Promise<Address> {
  if (asset === 'PToken') return pToken
  return address(
    (await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('GToken')] })).toLowerCase(),
  )
}

/** Reads the raw ed25519 key that every gateway of the market must prove, from the Directory contract of the chain. */
export async function readGatewayKey({ client }: LedgerAccess, directory: string): Promise<string> {
  return await readContract(client, { address: address(directory.toLowerCase()), abi: directoryAbi, functionName: 'gatewayHostKey' })
}

/** Reads the amount of an asset that a wallet holds. */
export async function readInWallet(ledger: LedgerAccess, account: Address, asset: LedgerAsset): Promise<bigint> {
  const token = await readToken(ledger, asset)
  return await readContract(ledger.client, { address: token, abi: pTokenAbi, functionName: 'balanceOf', args: [account] })
}

/** Reads the PToken that a wallet holds. */
export function readPToken(ledger: LedgerAccess, account: Address): Promise<bigint> {
  return readInWallet(ledger, account, 'PToken')
}
