import { type Address, address, hex32 } from '@infinitio/domain'
import type { TaskNode } from '@infinitio/tasks'
import { readNodeRecords } from '@infinitio/sdk'
import type { SigningNode } from '../market/marketSession.ts'

/** A machine of this agent with its facts on the chain, and with the key that signs for it. */
export type OwnTaskNode = TaskNode & { readonly account: SigningNode['account'] }

/** A provider with the machines that this agent runs for it. When the pool selects providers at random, several machines of one provider count as one. */
export type TaskProvider = { readonly provider: Address; readonly nodes: readonly OwnTaskNode[] }

/**
 * Reads the records of this agent's machines from the chain and groups the machines by provider. A machine that is not registered, or is retired, is left out.
 * Rejects with viem's errors.
 */
export async function readTaskProviders(
  nodes: readonly SigningNode[],
  market: Pick<Parameters<typeof readNodeRecords>[0], 'rpcUrl' | 'addresses'>,
): Promise<TaskProvider[]> {
  const records = await readNodeRecords({ ...market, nodeIds: nodes.map(({ nodeId }) => nodeId) })
  const byProvider = new Map<Address, OwnTaskNode[]>()
  for (const [place, record] of records.entries()) {
    const node = nodes[place]
    if (record === null || record.retired || node === undefined) continue
    const { classId, vramGib, tier } = record
    const provider = address(record.provider)
    byProvider.set(provider, [...(byProvider.get(provider) ?? []), { nodeId: hex32(node.nodeId), classId, vramGib, tier, account: node.account }])
  }
  return [...byProvider].map(([provider, own]) => ({ provider, nodes: own }))
}
