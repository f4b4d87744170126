import path from 'node:path'
import { address, nodeId as asNodeId, nodeIdOf, pTokenUnits } from '@infinitio/domain'
import type { ChainWire, NodeAsksWire } from '@infinitio/domain/wire'
import { type Client, createClient, refusal } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { actOnRow } from '../fleet-changes/actOnRow.ts'
import type { AskSigner } from '../fleet-changes/askSigner.ts'
import { loadNodeKeys } from '../keys/loadNodeKeys.ts'
import { readLastListing, writeLastListing } from '../provision/listingFile.ts'
import { lookForMandate } from '../provision/mandateFile.ts'
import { fixOf } from './byWallet.ts'
import type { ProvidedMachine } from './providedMachine.ts'

type NodeAct = { readonly machine: ProvidedMachine; readonly act: 'pause' | 'resume'; readonly transferable?: boolean | null }

/**
 * Pauses this machine or lists it again, with the machine's own key, because the wallet's key is not here. The machine's key may always withdraw the machine's
 * ask (its listing), but may sign an ask only within its mandate (the wallet's permission). Returns false if the machine was already paused or listed. Throws
 * `node.wallet_needed` without a mandate, and the error code of a limit of the mandate if the ask exceeds it.
 */
export async function byNodeKey({ machine, act, transferable = null }: NodeAct): Promise<boolean> {
  const { dataDir, settings, fleet } = machine
  const [served] = fleet?.nodes ?? []
  if (fleet === null || served === undefined) throw refusal('node.unknown', { detail: 'not registered yet' })
  const { nodeId, slot } = served
  const account = privateKeyToAccount((await loadNodeKeys(path.join(dataDir, 'nodes', slot))).nodeKey)
  const client = createClient({ baseUrl: settings.apiUrl })
  const { token } = await client.signInNodes([{ nodeId, signMessage: account.signMessage }])
  const own = client.withToken(token)
  try {
    const newest = await newestAskOf(own, nodeId)
    if (newest === null && act === 'resume') throw refusal('order.unknown', { detail: 'it never had an ask: infinitio provide signs the first' })
    if (newest === null || (newest.state === 'open') === (act === 'resume')) return false
    const owner = newest.ask.provider
    if (nodeIdOf({ provider: address(owner), nodeKey: address(account.address.toLowerCase()) }) !== nodeId)
      throw refusal('node.not_owner', { detail: `the ask names ${owner} as the provider of ${nodeId}` })
    const price = act === 'pause' ? 0n : BigInt(newest.ask.pricePerGpuSecond)
    const code = await actOnRow(
      { node: asNodeId(nodeId), act, pricePerGpuSecond: pTokenUnits(price) },
      { nodeId, owner, account, signer: await signerOf(dataDir), rpcUrl: settings.rpcUrl },
      { client: own, chain: await ownChain(own, fleet), ...(transferable === null ? {} : { transferable }) },
    )
    if (code !== null) throw refusal(code, { detail: fixOf(machine, act) })
  } finally {
    await own.closeSession().catch(() => {})
  }
  await noteListing(dataDir, { isPaused: act === 'pause' })
  return true
}

async function newestAskOf(client: Client, nodeId: string): Promise<NodeAsksWire['asks'][number] | null> {
  const { asks } = await client.getNodeAsks()
  return asks.find(({ node }) => node === nodeId) ?? null
}

/** Returns the market's chain. The machine signs only for the chain and the Market contract with which it was registered, even if the API now names others. */
async function ownChain(client: Client, { chainId, market }: NonNullable<ProvidedMachine['fleet']>): Promise<ChainWire> {
  const told = await client.getChain()
  return { ...told, chainId, addresses: { ...told.addresses, market } }
}

async function signerOf(dataDir: string): Promise<AskSigner> {
  const kept = await lookForMandate(dataDir)
  return kept.kind === 'whole' ? { by: 'mandate', signed: kept.signed } : { by: 'none' }
}

/** Stores at once whether the listing is paused, because the agent reads the market only every few minutes. */
async function noteListing(dataDir: string, change: { isPaused: boolean }): Promise<void> {
  const last = await readLastListing(dataDir)
  if (last !== null) await writeLastListing(dataDir, { ...last, ...change })
}
