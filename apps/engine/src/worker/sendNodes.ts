import { applyNodesCall, attestationsAbi, nameKey, type ProvenNode } from '@infinitio/chain'
import { hasMachineStatements, hasOpenTransaction, listUnappliedStatements, type UnappliedStatementRow } from '@infinitio/db'
import { hex32 } from '@infinitio/domain'
import { type Hex, size, slice } from 'viem'
import { claimed } from './claimed.ts'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { simulate } from './simulate.ts'
import { takesWork } from './takesWork.ts'

const NAME = 'applyNodes'
/** Interval at which the worker looks for attested values that the registry does not have yet, in ms. */
const LOOK_EVERY_MS = 15_000
/** Machines in one transaction, at about 35,000 gas each. */
const NODES_AT_ONCE = 100
const HASH_BYTES = 32

/**
 * Stores in the registry what a quorum of validators attested about machines, if it differs from what the registry has. Believes no signature and no row: the
 * contract checks each leaf under the newest attested root.
 */
export async function sendNodes(sender: Sender): Promise<void> {
  const { nowMs, retryAtMs } = sender
  if ((retryAtMs.get(NAME) ?? 0) > nowMs()) return
  retryAtMs.set(NAME, nowMs() + LOOK_EVERY_MS)
  await claimed(sender, { names: [NAME], mayGoOn: () => takesWork(sender), run: () => applyOnce(sender) })
}

async function applyOnce(sender: Sender): Promise<void> {
  const { db, client, addresses, logger } = sender
  // Without statements the chain is not asked, so that an idle market costs no calls.
  if (!(await hasMachineStatements(db)) || (await hasOpenTransaction(db, { action: NAME }))) return
  const { attestations } = addresses
  const { root, full } = await client.readContract({
    address: attestations,
    abi: attestationsAbi,
    functionName: 'attestedOf',
    args: [nameKey('nodes')],
  })
  // With fewer than four signers the contract stores no reliability, and no proof of hardware exists yet that would raise a tier.
  if (!full) return
  const nodes = (await listUnappliedStatements(db, { root, limit: NODES_AT_ONCE })).map(provenNode)
  if (nodes.length === 0) return
  const call = applyNodesCall({ attestations, nodes })
  const trial = await simulate(sender, call)
  if (!trial.ok) return logger.warn({ root, nodes: nodes.length, code: trial.code }, 'the chain refuses attested values of machines; later')
  const purpose = { purpose: 'sweep', action: NAME, matchId: null, relayId: null, leaseId: null } as const
  if (await sendCall(sender, { call, gas: trial.gas, ...purpose })) logger.info({ root, nodes: nodes.length }, 'attested values of machines are sent')
}

function provenNode({ nodeId, tier, reliabilityBps, proof }: UnappliedStatementRow): ProvenNode {
  const siblings = proof as Hex
  const count = size(siblings) / HASH_BYTES
  return {
    ...{ node: hex32(nodeId), tier, reliabilityBps },
    proof: Array.from({ length: count }, (_, place) => slice(siblings, place * HASH_BYTES, (place + 1) * HASH_BYTES)),
  }
}
