import { applyNodesCall, attestationsAbi, nameKey, type ProvenNode } from '@infinitio/chain'
import { hasMachineStatements, listUnappliedStatements, type UnappliedStatementRow } from '@infinitio/db'
import { hex32 } from '@infinitio/domain'
import { type Hex, size, slice } from 'viem'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { simulate } from './simulate.ts'
import { takeMarketWork } from './takeMarketWork.ts'

const NAME = 'applyNodes'
/** Interval at which the worker looks for attested values that the registry does not have yet, in ms. */
const LOOK_EVERY_MS = 15_000
/** Pause after the chain refused all values, in ms. */
const RETRY_MS = 300_000
/** Pause in ms before the worker sends a machine's value again that the chain refused. A value under a newer root does not wait. */
const NODE_RETRY_MS = 3_600_000
/** The most machines in one transaction. */
const NODES_AT_ONCE = 100
const HASH_BYTES = 32

/**
 * Updates the values of machines (such as tier and reliability) in the registry, if they differ from those that a quorum of validators attested. The worker
 * does not check the rows or their signatures, because the contract checks each Merkle leaf under the newest attested root. If the chain refuses one machine's
 * value, the values of other machines are still stored.
 */
export async function sendNodes(sender: Sender): Promise<void> {
  await takeMarketWork(sender, { name: NAME, everyMs: LOOK_EVERY_MS, isFromDatabase: true, run: () => applyOnce(sender) })
}

async function applyOnce(sender: Sender): Promise<number | null> {
  const { db, client, addresses, logger } = sender
  // If validators have submitted no statement about any machine, do not ask the chain, so that an idle market sends no requests.
  if (!(await hasMachineStatements(db))) return null
  const { attestations } = addresses
  const { epoch, root, full } = await client.readContract({
    address: attestations,
    abi: attestationsAbi,
    functionName: 'attestedOf',
    args: [nameKey('nodes')],
  })
  // `full` is false if fewer than four validators signed the root. From a root that is not full, the contract stores no reliability and no tier above 1.
  if (!full) return null
  const nodes = (await listUnappliedStatements(db, { epoch, root, without: restingNodes(sender, root), limit: NODES_AT_ONCE })).map(provenNode)
  const callOf = (some: readonly ProvenNode[]) => applyNodesCall({ attestations, nodes: some })
  const { accepted, refused } = await splitRefused(nodes, async (some) => (await simulate(sender, callOf(some))).ok)
  for (const { node } of refused) sender.retryAtMs.set(`${NAME}/${root}/${node}`, sender.nowMs() + NODE_RETRY_MS)
  if (refused.length > 0) logger.warn({ root, nodes: refused.map(({ node }) => node) }, 'the chain refuses attested values of machines; later')
  if (accepted.length === 0) return refused.length === 0 ? null : RETRY_MS
  const trial = await simulate(sender, callOf(accepted))
  if (!trial.ok) return RETRY_MS
  const purpose = { purpose: 'sweep', action: NAME, matchId: null, relayId: null, leaseId: null } as const
  if (await sendCall(sender, { call: callOf(accepted), gas: trial.gas, ...purpose }))
    logger.info({ root, nodes: accepted.length }, 'attested values of machines are sent')
  return null
}

/** Returns the machines for which the chain refused the value under this root less than an hour ago. Forgets older refusals. */
function restingNodes({ retryAtMs, nowMs }: Sender, root: Hex): string[] {
  const names = [...retryAtMs.keys()].filter((name) => name.startsWith(`${NAME}/`))
  for (const name of names) if ((retryAtMs.get(name) ?? 0) <= nowMs()) retryAtMs.delete(name)
  const prefix = `${NAME}/${root}/`
  return names.filter((name) => name.startsWith(prefix) && retryAtMs.has(name)).map((name) => name.slice(prefix.length))
}

function provenNode({ nodeId, tier, reliabilityBps, proof }: UnappliedStatementRow): ProvenNode {
  const siblings = proof as Hex
  const count = size(siblings) / HASH_BYTES
  return {
    ...{ node: hex32(nodeId), tier, reliabilityBps },
    proof: Array.from({ length: count }, (_, place) => slice(siblings, place * HASH_BYTES, (place + 1) * HASH_BYTES)),
  }
}

/** The items that the chain accepts together in one call, and the items that it rejects even in separate calls. */
export type Split<Item> = { readonly accepted: readonly Item[]; readonly refused: readonly Item[] }

/**
 * Separates the items that make a call fail from all others, by simulating the call with halves of them. Finding one bad item of 100 takes about 14
 * simulations. `accepts` returns true if a call with these items succeeds.
 */
export async function splitRefused<Item>(items: readonly Item[], accepts: (items: readonly Item[]) => Promise<boolean>): Promise<Split<Item>> {
  if (items.length === 0 || (await accepts(items))) return { accepted: items, refused: [] }
  if (items.length === 1) return { accepted: [], refused: items }
  const middle = Math.ceil(items.length / 2)
  const one = await splitRefused(items.slice(0, middle), accepts)
  const other = await splitRefused(items.slice(middle), accepts)
  return { accepted: [...one.accepted, ...other.accepted], refused: [...one.refused, ...other.refused] }
}
