import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { parsePt, pricePerGpuSecondDown } from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'
import { type Logger, readChainId } from '@infinitio/process'
import { createClient, readGatewayKey } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { detectMachine } from '../detect/detectMachine.ts'
import { gpuClassName } from '../detect/gpuClassName.ts'
import type { AgentEnv } from '../env.ts'
import type { FleetNode } from '../fleet/fleetNode.ts'
import { simulatedFleet } from '../fleet/simulatedFleet.ts'
import { thisMachineFleet } from '../fleet/thisMachineFleet.ts'
import { loadNodeKeys } from '../keys/loadNodeKeys.ts'
import { derivedProvider, loadProviderAccount } from '../keys/providerAccount.ts'
import { assertRuntimeServes } from '../runtime/chooseRuntime.ts'
import { writeFleet } from './fleetFile.ts'
import { listFleet } from './listFleet.ts'
import { keyedNode, registerFleet } from './registerFleet.ts'
import { untilAnswered } from './untilAnswered.ts'

const withinMs = 60_000

/**
 * Brings this process's nodes onto the market, step by step, each safe to repeat: keys, bond, registration, `fleet.json` (then
 * `onRegistered` is called), profiles, asks. Rejects with what is missing; the caller tries again.
 */
export async function provisionFleet({ env, logger, onRegistered }: { env: AgentEnv; logger: Logger; onRegistered: () => void }): Promise<void> {
  const client = createClient({ baseUrl: env.API_URL })
  const chain = await untilAnswered(() => client.getChain(), { withinMs })
  const chainId = await readChainId(env.RPC_URL)
  if (chainId === null) throw new Error('no node that RPC_URL names answers')
  if (chainId !== chain.chainId) throw new Error(`RPC_URL is chain ${chainId}, the market is on chain ${chain.chainId}`)
  await assertRuntimeServes({ env, chainId })
  const catalogue = await untilAnswered(() => client.getClasses(), { withinMs })
  const main = await loadProviderAccount(env.PROVIDER_KEY_FILE)
  await mkdir(env.AGENT_DATA_DIR, { recursive: true, mode: 0o711 })
  const nodes = await Promise.all(
    (await fleetOf(env, catalogue)).map(async (node) => {
      const keys = await loadNodeKeys(path.join(env.AGENT_DATA_DIR, 'nodes', node.slot))
      return keyedNode({ node, keys, provider: node.provider === null ? main : derivedProvider(main, node.provider) })
    }),
  )
  await registerFleet({ nodes, main, chain, catalogue, rpcUrl: env.RPC_URL, logger })
  const served = nodes.map(({ node, nodeId }) => ({ slot: node.slot, nodeId, banner: node.banner }))
  const gatewayKey = await readGatewayKey({ rpcUrl: env.RPC_URL, addresses: chain.addresses })
  await writeFleet(env.AGENT_DATA_DIR, { chainId, market: chain.addresses.market, gatewayKey, nodes: served })
  onRegistered()
  const signers = nodes.map(({ nodeId, keys }) => ({ nodeId, signMessage: privateKeyToAccount(keys.nodeKey).signMessage }))
  const session = await untilAnswered(() => client.signInNodes(signers), { withinMs })
  const asNodes = client.withToken(session.token)
  for (const { node, nodeId } of nodes) await untilAnswered(() => asNodes.putNodeProfile({ nodeId, profile: node.profile }), { withinMs })
  for (const group of Map.groupBy(nodes, ({ provider }) => provider.privateKey).values()) await listFleet({ nodes: group, client, chain, logger })
}

async function fleetOf(env: AgentEnv, catalogue: CatalogueWire): Promise<FleetNode[]> {
  if (env.AGENT_FLEET === 'simulated') return simulatedFleet({ nodes: env.AGENT_SIMULATED_NODES })
  const known = new Map(catalogue.classes.map((one) => [one.name, one.vramGib]))
  const facts = await detectMachine(env.AGENT_DATA_DIR)
  const words = {
    ...{ name: env.AGENT_NODE_NAME, regionName: env.AGENT_REGION, country: env.AGENT_COUNTRY ?? null, runtime: env.AGENT_RUNTIME },
    pricePerGpuSecond: priceOf(env.AGENT_PRICE),
  }
  return thisMachineFleet({ facts, words, classNameOf: (model, vramGib) => gpuClassName({ model, vramGib, catalogue: known }) })
}

/** Base units per GPU-second of a price in PT per GPU-hour, rounded down. Throws when that is nothing, or no price. */
function priceOf(text: string): bigint {
  const perHour = parsePt(text)
  const price = perHour === null ? 0n : pricePerGpuSecondDown(perHour)
  if (price <= 0n) throw new Error(`${text} PT per GPU-hour is no price`)
  return price
}
