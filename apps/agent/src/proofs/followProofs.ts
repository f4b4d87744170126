import { setTimeout as delay } from 'node:timers/promises'
import { address } from '@infinitio/domain'
import type { ProofSigningDomain } from '@infinitio/domain/proofs'
import { followSlots, type ProofSlot, readProofDomain } from '@infinitio/sdk/proofs'
import { keepReady, type Proofs, type ReadyNodes, type TakenNodes } from './readyNodes.ts'
import { simulatedNetwork } from './simulatedNetwork.ts'
import { proveSlot } from './slotProof.ts'

/**
 * Settings for the proofs of simulated machines, which must not disturb the real machine that they run on. They start their proofs later, work at the lowest
 * priority, and publish the sampled rows at different times.
 */
const simulated = { afterMs: 2_000, spreadMs: 30_000, niceness: 19, networkOf: simulatedNetwork } as const
/**
 * Settings for a real machine that proves on its processor. It runs no lease that the work could disturb. At the lowest priority its proofs were late on a busy
 * machine, so it works at the usual priority.
 */
const alone = { spreadMs: 0, niceness: 0, networkOf: undefined } as const
const againAfterMs = 10_000
/** A running market can add the contract later, so its agents look again after this time. */
const noCheckerAgainMs = 600_000

/**
 * Makes proofs in each slot (a block at which all listed machines prove their GPUs) with the machines that are not rented, until the returned function is
 * called. A market without a ProofChecker has no slots until it has one. Logs failures and continues with the next slot.
 */
export function followProofs(it: Proofs): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  void start(it, signal)
  return () => stopped.abort()
}

async function start(it: Proofs, signal: AbortSignal): Promise<void> {
  let ready: ReadyNodes | null = null
  while (!signal.aborted) {
    try {
      const { addresses } = await it.market.chain()
      const directory = address(addresses.directory)
      const place = { rpcUrl: it.env.RPC_URL, chainId: it.chainId, directory }
      const found = await readProofDomain(place)
      if (found === null) {
        await delay(noCheckerAgainMs, null, { signal }).catch(() => null)
        continue
      }
      let domain = found
      ready ??= keepReady(it, signal)
      const nodes = ready
      const onProblem = (error: unknown) => it.logger.debug({ err: error }, 'the chain does not answer about slots')
      const proveIn = async (slot: ProofSlot, seenMs: number) => {
        await prove(it, { slot, seenMs, domain, ready: nodes, signal })
        // The market may have replaced the contract, and then signatures for the old one do not count. A read before the proof would delay it.
        domain = (await readProofDomain(place).catch(() => null)) ?? domain
      }
      const onSlot = (slot: ProofSlot, seenMs: number) => void proveIn(slot, seenMs)
      return await followSlots({ ...place, onSlot, onProblem, signal })
    } catch (error) {
      it.logger.warn({ err: error }, 'the agent cannot see when hardware proofs are due and tries again')
      await new Promise((resolve) => setTimeout(resolve, againAfterMs))
    }
  }
}

type Slot = {
  readonly slot: ProofSlot
  readonly seenMs: number
  readonly domain: ProofSigningDomain
  readonly ready: ReadyNodes
  readonly signal: AbortSignal
}

async function prove(it: Proofs, { slot, seenMs, domain, ready, signal }: Slot): Promise<void> {
  const { market, logger, isRented } = it
  const isSimulated = it.env.AGENT_FLEET === 'simulated'
  let taken: TakenNodes | null = null
  try {
    if (isSimulated) await new Promise((resolve) => setTimeout(resolve, simulated.afterMs))
    taken = await ready.take()
    const { nodes } = taken
    if (nodes.length === 0) return
    const settings = isSimulated ? simulated : alone
    const opened = await proveSlot({ slot, seenMs, nodes, isRented, ...settings, market, domain, logger, signal })
    logger.info({ slot: Number(slot.slot), nodes: nodes.length, opened }, 'this round of hardware proofs is over')
  } catch (error) {
    logger.warn({ err: error, slot: Number(slot.slot) }, 'the machine made no hardware proof in this round')
  } finally {
    taken?.over()
  }
}
