import { classReferences, developmentChainId, noncesAfterMs, processorWork, type ProofWork, windowMs } from '@infinitio/domain/proofs'
import type { Logger } from '@infinitio/process'
import { detectGpus } from '../detect/detectGpus.ts'
import { askProgram, type MachinePlace, ownPrograms } from '../detect/machinePlace.ts'
import { nvidiaFileOf } from '../detect/nvidiaFiles.ts'
import type { MarketSession, SigningNode } from '../market/marketSession.ts'
import type { AgentEnv } from '../settings/env.ts'
import { findDawn } from './dawnModule.ts'
import { type NodeProvers, type ProvingGpu, startNodeProvers } from './nodeProvers.ts'
import type { ProvingNode } from './slotProof.ts'

/** The machines that this agent serves, and the services that it needs to make their GPU proofs. */
export type Proofs = {
  readonly env: Pick<AgentEnv, 'RPC_URL' | 'AGENT_FLEET'>
  readonly chainId: number
  readonly market: MarketSession
  readonly nodes: readonly SigningNode[]
  /**
   * Returns true while a lease has the GPU with this device file, including a lease that is being prepared. Without a file (null), returns true while the
   * machine has any lease.
   */
  readonly isRented: (nodeId: string, file: string | null) => boolean
  readonly logger: Logger
}

/** Keeps the list of machines that can make proofs now. `take` returns them for one proof slot. */
export type ReadyNodes = {
  /**
   * Returns the machines with their GPUs that no lease has, for one proof slot (a block at which machines prove their GPUs). Leaves out machines without such
   * a GPU. If two slots overlap in time, both use the same provers of a machine, because a GPU has memory for only one prover.
   */
  readonly take: () => Promise<TakenNodes>
}

/**
 * The machines that make proofs in one slot. The caller must call `over` once, after the slot. When no slot uses a machine's provers any longer, they end, and
 * new provers are made ready for the next slot.
 */
export type TakenNodes = { readonly nodes: readonly ProvingNode[]; readonly over: () => void }

type LentProvers = OpenProvers & { slots: number }

/** The provers of a machine, and the GPUs for which they were started. */
type OpenProvers = { readonly provers: NodeProvers; readonly gpus: readonly ProvingGpu[] }

const watchEveryMs = 500
const lookEveryMs = 60_000

/**
 * Keeps prover processes ready between slots (blocks at which machines prove) for all GPUs that no lease has, until `signal` aborts. Finding the GPUs, opening
 * them and compiling their programs takes seconds, and a slot has no time for that. When a lease gets a GPU, the prover of this GPU ends at once. When a GPU
 * becomes free, its prover starts, and the provers of the other GPUs continue.
 */
export function keepReady(it: Proofs, signal: AbortSignal, { start = startNodeProvers, find = provingNodes } = {}): ReadyNodes {
  let found: readonly Omit<ProvingNode, 'provers'>[] = []
  let looking: Promise<void> | null = null
  let lookedAt = Number.NEGATIVE_INFINITY
  let slots = 0
  const open = new Map<string, OpenProvers>()
  const lent = lendProvers(start)
  const freeOf = (nodeId: string, gpus: readonly ProvingGpu[]) => gpus.filter(({ file = null }) => !it.isRented(nodeId, file))
  const look = () => {
    looking ??= find(it)
      .then((nodes) => {
        found = nodes
        lookedAt = performance.now()
      })
      .finally(() => {
        looking = null
      })
    return looking
  }
  const watch = () => {
    for (const [nodeId, own] of open) {
      const left = endRented(own, freeOf(nodeId, own.gpus))
      if (left.length === 0) open.delete(nodeId)
      else if (left.length < own.gpus.length) open.set(nodeId, { ...own, gpus: left })
    }
    lent.endRented(freeOf)
    if (slots > 0) return
    if (performance.now() - lookedAt > lookEveryMs)
      void look().catch((err: unknown) => it.logger.debug({ err }, 'the GPUs that can prove are not known yet'))
    for (const { node, gpus } of found) {
      const free = freeOf(node.nodeId, gpus)
      if (free.length === 0 || coversAll(open.get(node.nodeId), free) || gpus.every(({ device }) => device.kind === 'processor')) continue
      open.set(node.nodeId, proversFor(free, { own: open.get(node.nodeId), start }))
    }
  }
  const watching = setInterval(watch, watchEveryMs)
  signal.addEventListener('abort', () => {
    clearInterval(watching)
    for (const { provers } of open.values()) provers.end()
    lent.endRented(() => [])
  })
  return {
    async take() {
      slots += 1
      try {
        if (found.length === 0) await look()
      } catch (error) {
        slots -= 1
        throw error
      }
      const free = found.map((one) => ({ ...one, gpus: freeOf(one.node.nodeId, one.gpus) })).filter(({ gpus }) => gpus.length > 0)
      const taken = free.map((one) => {
        const ready = open.get(one.node.nodeId)
        open.delete(one.node.nodeId)
        return { ...one, lent: lent.lend(one, usable(ready, one.gpus)) }
      })
      return {
        nodes: taken.map(({ lent: own, ...one }) => ({ ...one, provers: own?.provers })),
        over() {
          slots -= 1
          for (const { node, lent: own } of taken) if (own !== null) lent.giveBack(node.nodeId, own)
        },
      }
    },
  }
}

/** Shares the provers of a machine between all slots (blocks with GPU proofs) that overlap in time, and ends the provers after the last of these slots. */
function lendProvers(start: (gpus: readonly ProvingGpu[]) => NodeProvers) {
  const lent = new Map<string, LentProvers>()
  return {
    /**
     * Returns the provers of this machine that another slot is still using. If there are none, returns `ready` or starts new ones. Returns null for a machine
     * that proves on its processor, because the slot's shared process makes the proofs of all such machines.
     */
    lend({ node: { nodeId }, gpus }: Omit<ProvingNode, 'provers'>, ready: NodeProvers | undefined): LentProvers | null {
      if (gpus.every(({ device }) => device.kind === 'processor')) return null
      const before = lent.get(nodeId)
      if (before !== undefined && !before.provers.isOver()) {
        before.slots += 1
        return before
      }
      const own = { provers: working(ready) ?? start(gpus), gpus, slots: 1 }
      lent.set(nodeId, own)
      return own
    },
    giveBack(nodeId: string, own: LentProvers): void {
      own.slots -= 1
      if (own.slots > 0) return
      own.provers.end()
      if (lent.get(nodeId) === own) lent.delete(nodeId)
    },
    /** Ends the provers of the GPUs that `freeOf` leaves out. */
    endRented(freeOf: (nodeId: string, gpus: readonly ProvingGpu[]) => readonly ProvingGpu[]): void {
      for (const [nodeId, own] of lent) if (!own.provers.isOver()) endRented(own, freeOf(nodeId, own.gpus))
    },
  }
}

/** Ends the provers of all GPUs but those in `free`, and returns `free`. */
function endRented({ provers, gpus }: OpenProvers, free: readonly ProvingGpu[]): readonly ProvingGpu[] {
  if (free.length === 0) provers.end()
  else if (free.length < gpus.length) provers.endGpus((gpu) => !hasGpu(free, gpu))
  return free
}

/**
 * Returns these provers without those of other GPUs, and starts those of GPUs that they lack. If they have none of the GPUs, ends them and returns undefined.
 */
function usable(own: OpenProvers | undefined, gpus: readonly ProvingGpu[]): NodeProvers | undefined {
  if (own === undefined) return undefined
  const kept = endRented(
    own,
    own.gpus.filter(({ gpu }) => hasGpu(gpus, gpu)),
  )
  if (kept.length === 0) return undefined
  const missing = missingIn(own, gpus)
  if (missing.length > 0 && !own.provers.isOver()) own.provers.startGpus(missing)
  return own.provers
}

/** Starts the provers that these free GPUs lack. If one of the present provers has ended, ends all of them and starts new ones. */
function proversFor(
  free: readonly ProvingGpu[],
  { own, start }: { own: OpenProvers | undefined; start: (gpus: readonly ProvingGpu[]) => NodeProvers },
): OpenProvers {
  if (own !== undefined && !own.provers.isOver()) {
    own.provers.startGpus(missingIn(own, free))
    return { ...own, gpus: free }
  }
  own?.provers.end()
  const provers = start(free)
  void provers.ready()
  return { provers, gpus: free }
}

/** Returns those of these GPUs for which the provers have no process. */
function missingIn(own: OpenProvers, gpus: readonly ProvingGpu[]): ProvingGpu[] {
  return gpus.filter(({ gpu }) => !hasGpu(own.gpus, gpu))
}

/** Returns true if these provers were started for each of these GPUs. */
function coversAll(own: OpenProvers | undefined, gpus: readonly ProvingGpu[]): boolean {
  return own !== undefined && gpus.every(({ gpu }) => hasGpu(own.gpus, gpu))
}

function hasGpu(gpus: readonly ProvingGpu[], wanted: number): boolean {
  return gpus.some(({ gpu }) => gpu === wanted)
}

/** Returns the given provers if all of them still run. Otherwise ends them and returns undefined, so that the slot starts new ones. */
function working(provers: NodeProvers | undefined): NodeProvers | undefined {
  if (provers?.isOver() !== true) return provers
  provers.end()
  return undefined
}

/**
 * Returns the machines that can make proofs, each with its GPUs and the size of their calculation (`work`). The size depends on the class of the GPUs. On the
 * development chain, a machine without a known GPU proves on its processor. Machines that can do neither are left out.
 */
async function provingNodes({ env, chainId, market, nodes }: Proofs): Promise<Omit<ProvingNode, 'provers'>[]> {
  const onProcessor = (work: ProofWork) => [{ gpu: 0, device: { kind: 'processor' }, work, limitMs: noncesAfterMs(chainId), hidden: [] }] as const
  if (env.AGENT_FLEET === 'simulated')
    return chainId === developmentChainId ? nodes.map((node) => ({ node, gpus: onProcessor(processorWork.simulated) })) : []
  const found: Omit<ProvingNode, 'provers'>[] = []
  for (const node of nodes) {
    const { claimed } = await market.call((client) => client.getNodeProofs(node.nodeId))
    const reference = Object.entries(classReferences).find(([name]) => name === claimed.className)?.[1]
    const detected = reference === undefined ? 0 : (await detectGpus()).length
    if (reference !== undefined && detected > 0) found.push({ node, gpus: await gpusOf(reference, Math.min(detected, claimed.gpus)) })
    else if (chainId === developmentChainId) found.push({ node, gpus: onProcessor(processorWork.machine) })
  }
  return found
}

/** Returns the GPUs of a machine that make proofs: all of them if the driver shows which device file belongs to which GPU, otherwise only the first one. */
async function gpusOf({ work, referenceSeconds }: { work: ProofWork; referenceSeconds: number }, count: number): Promise<ProvingGpu[]> {
  const device = { kind: 'gpu', dawn: await findDawn(), isSoftwareAllowed: false } as const
  const others = await otherGpuDevices()
  const proving = count <= others.length ? count : 1
  const all = new Set(others.flat())
  return Array.from({ length: proving }, (_, gpu) => {
    const hidden = others[gpu] ?? []
    // A machine with one GPU has no file here. Then each lease of the machine has this GPU.
    const file = [...all].find((one) => !hidden.includes(one)) ?? null
    return { gpu, device, work, limitMs: windowMs(referenceSeconds), hidden, file }
  })
}

const asked = ['--query-gpu=index,pci.bus_id', '--format=csv,noheader,nounits']

/**
 * Returns for each NVIDIA GPU the device files of all other GPUs, in the order in which the driver's tool lists the GPUs. A prover can choose a GPU only by its
 * name, and equal cards have the same name. So all other GPUs are hidden from each prover. Returns an empty list if the driver does not show which file belongs
 * to which GPU.
 */
export async function otherGpuDevices(place: MachinePlace = ownPrograms): Promise<readonly (readonly string[])[]> {
  const busIds = parseBusIds((await askProgram(place, 'nvidia-smi', asked)) ?? '')
  const files = await Promise.all(busIds.map((busId) => nvidiaFileOf(place, busId)))
  const known = files.flatMap((file) => file ?? [])
  return known.length < files.length ? [] : known.map((own) => known.filter((file) => file !== own))
}

/** Parses lines of `index, bus id` into bus ids as the kernel writes them: `0000:65:00.0`. */
function parseBusIds(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [, domain, rest] = /^\d+, [0-9a-f]*([0-9a-f]{4}):([0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/i.exec(line.trim()) ?? []
    return domain === undefined || rest === undefined ? [] : [`${domain}:${rest}`.toLowerCase()]
  })
}
