import { address } from '@infinitio/domain'
import { classReferences, type ProofSigningDomain, processorWork } from '@infinitio/domain/proofs'
import type { Logger } from '@infinitio/process'
import { followSlots, type ProofSlot, readProofDomain } from '@infinitio/sdk/proofs'
import { detectGpus } from '../detect/detectGpus.ts'
import type { MarketSession, SigningNode } from '../market/marketSession.ts'
import type { AgentEnv } from '../settings/env.ts'
import { findDawn } from './dawnModule.ts'
import { type ProvingNode, proveSlot } from './slotProof.ts'

type Proofs = {
  readonly env: Pick<AgentEnv, 'RPC_URL' | 'AGENT_FLEET'>
  readonly chainId: number
  readonly market: MarketSession
  readonly nodes: readonly SigningNode[]
  /** Returns true while a machine has a lease, also one that is being prepared. */
  readonly isRented: (nodeId: string) => boolean
  readonly logger: Logger
}

const developmentChainId = 31_337
/** Simulated machines begin later than this machine, and spread their openings, so that this machine has the processor first. */
const simulated = { afterMs: 2_000, spreadMs: 30_000 } as const
const againAfterMs = 10_000

/**
 * Proves in each slot of the chain with the machines that are not rented, until the returned function is called. A market without a ProofChecker has no slots. Logs failures and
 * continues with the next slot.
 */
export function followProofs(it: Proofs): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  void start(it, signal)
  return () => stopped.abort()
}

async function start(it: Proofs, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const { addresses } = await it.market.chain()
      const directory = address(addresses.directory)
      const place = { rpcUrl: it.env.RPC_URL, chainId: it.chainId, directory }
      const domain = await readProofDomain(place)
      if (domain === null) return
      const onProblem = (error: unknown) => it.logger.debug({ err: error }, 'the chain does not answer about slots')
      const onSlot = (slot: ProofSlot, seenMs: number) => void prove(it, { slot, seenMs, domain, signal })
      return await followSlots({ ...place, onSlot, onProblem, signal })
    } catch (error) {
      it.logger.warn({ err: error }, 'slots of proofs cannot be followed; it is tried again')
      await new Promise((resolve) => setTimeout(resolve, againAfterMs))
    }
  }
}

type Slot = { readonly slot: ProofSlot; readonly seenMs: number; readonly domain: ProofSigningDomain; readonly signal: AbortSignal }

async function prove(it: Proofs, { slot, seenMs, domain, signal }: Slot): Promise<void> {
  const { market, logger, isRented } = it
  const isSimulated = it.env.AGENT_FLEET === 'simulated'
  try {
    if (isSimulated) await new Promise((resolve) => setTimeout(resolve, simulated.afterMs))
    const nodes = (await provingNodes(it)).filter(({ node }) => !isRented(node.nodeId))
    if (nodes.length === 0) return
    const spreadMs = isSimulated ? simulated.spreadMs : 0
    const opened = await proveSlot({ slot, seenMs, nodes, isRented, spreadMs, market, domain, logger, signal })
    logger.info({ slot: Number(slot.slot), nodes: nodes.length, opened }, 'a slot of proofs is over')
  } catch (error) {
    logger.warn({ err: error, slot: Number(slot.slot) }, 'no proof in this slot')
  }
}

/** Returns the work of each machine: the class of a GPU, or on the development chain the size of a processor. Without either a machine does not prove. */
async function provingNodes({ env, chainId, market, nodes }: Proofs): Promise<ProvingNode[]> {
  const onProcessor = { gpu: 0, device: { kind: 'processor' } } as const
  if (env.AGENT_FLEET === 'simulated')
    return chainId === developmentChainId ? nodes.map((node) => ({ node, ...onProcessor, work: processorWork.simulated })) : []
  const found: ProvingNode[] = []
  for (const node of nodes) {
    const { claimed } = await market.call((client) => client.getNodeProofs(node.nodeId))
    const reference = Object.entries(classReferences).find(([name]) => name === claimed.className)?.[1]
    if (reference !== undefined && (await detectGpus()).length > 0) {
      const device = { kind: 'gpu', dawn: await findDawn(), isSoftwareAllowed: false } as const
      found.push({ node, gpu: 0, device, work: reference.work })
    } else if (chainId === developmentChainId) found.push({ node, ...onProcessor, work: processorWork.machine })
  }
  return found
}
