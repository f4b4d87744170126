import path from 'node:path'
import { mkdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { address, errorTable, isErrorCode, nodeIdOf, parsePt, pricePerGpuSecondDown, runsImages, usualIsolation } from '@infinitio/domain'
import type { CatalogueWire, ChainWire, MandateWire } from '@infinitio/domain/wire'
import { type Logger, readChainId } from '@infinitio/process'
import { type Client, createClient, InfinitioError, readGatewayKey, readNodeRecords, refusal, type SignedMandate } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { detectMachine } from '../detect/detectMachine.ts'
import { gpuClassName } from '../detect/gpuClassName.ts'
import type { AgentEnv } from '../settings/env.ts'
import type { FleetNode } from '../fleet/fleetNode.ts'
import { simulatedFleet } from '../fleet/simulatedFleet.ts'
import { thisMachineFleet } from '../fleet/thisMachineFleet.ts'
import { loadNodeKeys } from '../keys/loadNodeKeys.ts'
import { derivedProvider, loadProviderAccount, type ProviderAccount } from '../keys/providerAccount.ts'
import { endKeptSession } from '../market/walletSession.ts'
import { assertRuntimeServes, dividesGpus } from '../runtime/chooseRuntime.ts'
import { writeFleet } from './fleetFile.ts'
import { listFleet } from './listFleet.ts'
import { writeLastListing } from './listingFile.ts'
import { listUnderMandate } from './listUnderMandate.ts'
import { dayOf, endsSoon } from './mandateFault.ts'
import { keyedNode, type ServedNode, registerFleet } from './registerFleet.ts'
import { byMandate, byWallet, followPriceRule } from '../price-rule/followPriceRule.ts'
import { untilAnswered } from './untilAnswered.ts'
import { mandateFileOf, readMandate } from './mandateFile.ts'

const withinMs = 60_000

/** The values that all steps of provisioning (putting the nodes on the market) use. */
type Provisioning = {
  readonly env: AgentEnv
  readonly client: Client
  readonly chain: ChainWire
  readonly catalogue: CatalogueWire
  readonly logger: Logger
  readonly onRegistered: () => void
}

/**
 * Puts this process's nodes on the market, in steps that are safe to repeat. It creates the keys, pays the bond, registers the nodes, writes `fleet.json` and
 * calls `onRegistered`, sends the profiles, and signs the asks. If the key of the provider's wallet is on this machine, the wallet signs; otherwise the node's
 * own key signs what its mandate (the wallet's permission) allows. Rejects with the first missing requirement; the caller tries again.
 */
export async function provisionFleet({ env, logger, onRegistered }: Pick<Provisioning, 'env' | 'logger' | 'onRegistered'>): Promise<void> {
  const client = createClient({ baseUrl: env.API_URL })
  const chain = await untilAnswered(() => client.getChain(), { withinMs })
  const chainId = await readChainId(env.RPC_URL)
  if (chainId === null) throw new Error('no node that RPC_URL names answers')
  if (chainId !== chain.chainId) throw new Error(`RPC_URL is chain ${chainId}, the market is on chain ${chain.chainId}`)
  await assertRuntimeServes({ env, chainId })
  const catalogue = await untilAnswered(() => client.getClasses(), { withinMs })
  await mkdir(env.AGENT_DATA_DIR, { recursive: true, mode: 0o711 })
  const provisioning = { env, client, chain, catalogue, logger, onRegistered }
  const signer = await noting(env, null, () => chooseSigner(env))
  if (signer.by === 'wallet') await provisionByWallet(provisioning, signer)
  else await noting(env, signer.signed.mandate, () => provisionByMandate(provisioning, signer.signed))
}

async function provisionByWallet(provisioning: Provisioning, { main }: Extract<ListingSigner, { by: 'wallet' }>): Promise<void> {
  const { env, client, chain, catalogue, logger } = provisioning
  const nodes = await Promise.all(
    (await fleetOf(env, catalogue)).map(async (node) => {
      const keys = await loadNodeKeys(path.join(env.AGENT_DATA_DIR, 'nodes', node.slot))
      return keyedNode({ node, keys, provider: node.provider === null ? main : derivedProvider(main, node.provider) })
    }),
  )
  await registerFleet({ nodes, main, chain, catalogue, rpcUrl: env.RPC_URL, logger })
  const asNodes = await serveNodes(provisioning, nodes)
  const { maintenance: windows } = await untilAnswered(() => asNodes.getNodeAsks(), { withinMs })
  for (const group of Map.groupBy(nodes, ({ provider }) => provider.privateKey).values())
    await listFleet({ nodes: group, client, windows, chain, logger })
  await writeLastListing(env.AGENT_DATA_DIR, { signer: 'wallet', isPaused: false, mandateUntil: null, trouble: null })
  const [own] = nodes
  if (env.AGENT_FLEET !== 'this-machine' || own === undefined) return
  await followPriceRule(ruleOf(provisioning), byWallet({ client, account: own.provider.account, nodeId: own.nodeId }))
}

/**
 * Puts this machine on the market if the wallet registered it earlier and its key is no longer on the machine. The node's own key then signs under the mandate.
 */
async function provisionByMandate(provisioning: Provisioning, signed: SignedMandate): Promise<void> {
  const { env, client, chain, catalogue, logger } = provisioning
  const { mandate } = signed
  await endKeptSession({ dataDir: env.AGENT_DATA_DIR, client })
  const [node] = await fleetOf(env, catalogue)
  if (node === undefined) throw new Error('unreachable: this machine is one node')
  const keys = await loadNodeKeys(path.join(env.AGENT_DATA_DIR, 'nodes', node.slot))
  const account = privateKeyToAccount(keys.nodeKey)
  const nodeId = nodeIdOf({ provider: address(mandate.provider), nodeKey: address(account.address.toLowerCase()) })
  if (mandate.node !== nodeId) throw refusal('order.mandate_mismatch', { detail: `it is for machine ${mandate.node}, this is ${nodeId}` })
  const [record] = await readNodeRecords({ rpcUrl: env.RPC_URL, addresses: chain.addresses, nodeIds: [nodeId] })
  if (!record) throw refusal('node.wallet_needed', { detail: 'the chain does not know this machine: the wallet registers it once' })
  const asNode = await serveNodes(provisioning, [{ node, keys, nodeId }])
  const { isPaused, fault } = await listUnderMandate({
    mandated: { node, nodeId, account, signed },
    client: asNode,
    chain,
    rpcUrl: env.RPC_URL,
    logger,
  })
  if (fault !== null) logger.warn({ code: fault.code }, `the listing cannot be renewed with the signing permission (${fault.code}): ${fault.detail}`)
  if (endsSoon(mandate, { nowSeconds: chain.chainNow }))
    logger.warn(`the signing permission ends ${dayOf(mandate.until)}: infinitio provide --pair gives another`)
  await writeLastListing(env.AGENT_DATA_DIR, { signer: 'mandate', isPaused, mandateUntil: mandate.until, trouble: fault })
  await followPriceRule(ruleOf(provisioning), byMandate({ client, account, signed }))
}

/** Returns the first argument for the functions of the price rule: the folder with the rule, this run's block time in Unix seconds, and the logger. */
function ruleOf({ env, chain, logger }: Provisioning) {
  return { dataDir: env.AGENT_DATA_DIR, now: chain.chainNow, logger }
}

/**
 * Stores which nodes this agent serves, and sends the API the data about them that is not on the chain. Resolves with a client whose session belongs to these
 * nodes.
 */
async function serveNodes({ env, client, chain, onRegistered }: Provisioning, nodes: readonly ServedNode[]): Promise<Client> {
  const served = nodes.map(({ node, nodeId }) => ({ slot: node.slot, nodeId, banner: node.banner, gpus: listedGpus(node) }))
  const gatewayKey = await readGatewayKey({ rpcUrl: env.RPC_URL, addresses: chain.addresses })
  await writeFleet(env.AGENT_DATA_DIR, { chainId: chain.chainId, market: chain.addresses.market, gatewayKey, nodes: served })
  onRegistered()
  const signers = nodes.map(({ nodeId, keys }) => ({ nodeId, signMessage: privateKeyToAccount(keys.nodeKey).signMessage }))
  const session = await untilAnswered(() => client.signInNodes(signers), { withinMs })
  const asNodes = client.withToken(session.token)
  for (const { node, nodeId } of nodes) await untilAnswered(() => asNodes.putNodeProfile({ nodeId, profile: node.profile }), { withinMs })
  return asNodes
}

/**
 * Runs `step`. If it fails for a reason that a person must fix, stores the reason for `infinitio provide status` and for the machine's report to the market. A
 * temporary error leaves the last stored state unchanged.
 */
async function noting<Done>({ AGENT_DATA_DIR }: AgentEnv, mandate: MandateWire | null, step: () => Promise<Done>): Promise<Done> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof InfinitioError && isErrorCode(error.code) && !errorTable[error.code].retry) {
      const by = mandate === null ? { signer: null, mandateUntil: null } : { signer: 'mandate' as const, mandateUntil: mandate.until }
      await writeLastListing(AGENT_DATA_DIR, { ...by, isPaused: false, trouble: { code: error.code, detail: error.detail } })
    }
    throw error
  }
}

async function fleetOf(env: AgentEnv, catalogue: CatalogueWire): Promise<FleetNode[]> {
  if (env.AGENT_FLEET === 'simulated') return simulatedFleet({ nodes: env.AGENT_SIMULATED_NODES })
  const known = new Map(catalogue.classes.map((one) => [one.name, one.vramGib]))
  const facts = await detectMachine(env.AGENT_DATA_DIR)
  const listing = {
    ...{ name: env.AGENT_NODE_NAME, regionName: env.AGENT_REGION, country: env.AGENT_COUNTRY ?? null, runtime: env.AGENT_RUNTIME },
    isolation: runsImages({ runtime: env.AGENT_RUNTIME }) ? env.CONTAINER_ISOLATION : usualIsolation(env.AGENT_RUNTIME),
    pricePerGpuSecond: priceOf(env.AGENT_PRICE),
    transferable: env.AGENT_TRANSFERABLE === 'true',
  }
  const nodes = thisMachineFleet({ facts, listing, classNameOf: (model, vramGib) => gpuClassName({ model, vramGib, catalogue: known }) })
  return await Promise.all(nodes.map(async (node) => ({ ...node, divides: listedGpus(node) !== 1 && (await dividesGpus({ env, gpus: node.gpus })) })))
}

/**
 * Returns the number of GPUs with which a node is listed; null if the machine shows no GPU. Before its driver has started, a machine counts as one slot, and a
 * lease must not get all its GPUs for that.
 */
function listedGpus({ gpus, profile }: FleetNode): number | null {
  return profile.gpuModel === null ? null : gpus
}

/** Converts a price in PT per GPU-hour to base units per GPU-second, rounded down. Throws when the result is 0 or the text is not a price. */
function priceOf(text: string): bigint {
  const perHour = parsePt(text)
  const price = perHour === null ? 0n : pricePerGpuSecondDown(perHour)
  if (price <= 0n) throw new Error(`${text} PT per GPU-hour is no price`)
  return price
}

/** The key that signs the nodes' listings: the wallet's key on this machine, or the node's own key under the wallet's mandate. */
export type ListingSigner = { readonly by: 'wallet'; readonly main: ProviderAccount } | { readonly by: 'mandate'; readonly signed: SignedMandate }

/**
 * Uses the wallet if its key file exists, else the mandate in the data folder. Throws `node.wallet_needed` if there is neither. Rejects if the key file cannot
 * be read.
 */
export async function chooseSigner({
  AGENT_DATA_DIR,
  AGENT_FLEET,
  PROVIDER_KEY_FILE,
}: Pick<AgentEnv, 'AGENT_DATA_DIR' | 'AGENT_FLEET' | 'PROVIDER_KEY_FILE'>): Promise<ListingSigner> {
  const hasKey = PROVIDER_KEY_FILE !== undefined && existsSync(PROVIDER_KEY_FILE)
  if (hasKey) return { by: 'wallet', main: await loadProviderAccount(PROVIDER_KEY_FILE) }
  const signed = AGENT_FLEET === 'this-machine' ? await readMandate(AGENT_DATA_DIR) : null
  if (signed !== null) return { by: 'mandate', signed }
  const where = PROVIDER_KEY_FILE === undefined ? 'no key file is named' : `${PROVIDER_KEY_FILE} is not there`
  throw refusal('node.wallet_needed', { detail: `${where}, and no mandate in ${mandateFileOf(AGENT_DATA_DIR)}` })
}
