import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestDeployment } from '../../../e2e/deployment/startTestDeployment.ts'
import { waitFor } from '../../../e2e/deployment/waitFor.ts'
import { checkout } from '../../start/dataFolder.ts'
import { listedOffers } from './listedOffers.ts'

const nodes = 5
const goneWithinMs = 60_000
const lookEveryMs = 100

/**
 * Starts an agent without a supervisor and kills it once the search shows its nodes. Returns, for each node, how long the search still showed it, in
 * ms.
 */
export async function measureDelisting(deployment: TestDeployment, progress: (line: string) => void): Promise<number[]> {
  const dataDir = join(deployment.dataDir, 'agents', 'to-be-killed')
  const agent = spawn(process.execPath, [join(checkout, 'apps/agent/src/main.ts')], {
    stdio: ['ignore', ...logOf(deployment)],
    env: agentSettings(deployment, dataDir),
  })
  const ended = once(agent, 'exit')
  try {
    await waitFor({ what: 'the agent to be listed', within: 90, read: () => shownOf(deployment, dataDir), until: (shown) => shown.length === nodes })
    progress(`killing an agent with ${nodes} nodes`)
    const killedAt = performance.now()
    agent.kill('SIGKILL')
    const goneMs = await watchUntilGone(deployment, { dataDir, killedAt })
    progress(`its nodes left the list after ${goneMs.map((ms) => `${(ms / 1_000).toFixed(1)} s`).join(', ')}`)
    return goneMs
  } finally {
    agent.kill('SIGKILL')
    await ended
  }
}

async function watchUntilGone(deployment: TestDeployment, { dataDir, killedAt }: { dataDir: string; killedAt: number }): Promise<number[]> {
  const goneMs: number[] = []
  while (goneMs.length < nodes) {
    const shown = await shownOf(deployment, dataDir)
    const sinceMs = performance.now() - killedAt
    while (goneMs.length < nodes - shown.length) goneMs.push(sinceMs)
    if (sinceMs > goneWithinMs) throw new Error(`${shown.length} nodes of a dead agent are still listed after ${goneWithinMs / 1_000} s`)
    await delay(lookEveryMs)
  }
  return goneMs
}

/** Returns the nodes of an agent that the search shows now; none before the agent has registered them. */
async function shownOf(deployment: TestDeployment, dataDir: string): Promise<string[]> {
  const own = readNodes(dataDir)
  return (await listedOffers(deployment)).flatMap(({ node }) => (own.has(node) ? [node] : []))
}

function readNodes(dataDir: string): Set<string> {
  try {
    const fleet = JSON.parse(readFileSync(join(dataDir, 'fleet.json'), 'utf8')) as { nodes: { nodeId: string }[] }
    return new Set(fleet.nodes.map(({ nodeId }) => nodeId))
  } catch {
    return new Set()
  }
}

function agentSettings({ url, rpcUrl, dataDir }: TestDeployment, agentDir: string): NodeJS.ProcessEnv {
  const ports = JSON.parse(readFileSync(join(dataDir, 'ports.json'), 'utf8')) as { tunnel: number }
  return {
    ...{ PATH: process.env.PATH, NODE_ENV: 'production', AGENT_FLEET: 'simulated', AGENT_SIMULATED_NODES: String(nodes), AGENT_DATA_DIR: agentDir },
    ...{ API_URL: url, RPC_URL: rpcUrl, TUNNEL_HOST: '127.0.0.1', TUNNEL_PORT: String(ports.tunnel) },
    PROVIDER_KEY_FILE: join(dataDir, 'keys', 'simulated-provider.key'),
  }
}

function logOf({ dataDir }: TestDeployment): [number, number] {
  const log = openSync(join(dataDir, 'logs', 'agent-to-be-killed.log'), 'a')
  return [log, log]
}
