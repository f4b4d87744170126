import type { Hex32 } from '@infinitio/domain'
import type { ProofOpening, ProofWork, Sample } from '@infinitio/domain/proofs'
import { type ProverCommit, type ProverDevice, type RunningProver, startProver } from './startProver.ts'

/**
 * A GPU of a machine (or its processor) on which proofs are calculated. `work` is the size of the calculation. `hidden` lists the device files of the other
 * GPUs, which the process must not see. A proof that takes longer than `limitMs` is discarded. `file` is the device file of the GPU, by which leases name it;
 * null or not set if it is unknown.
 */
export type ProvingGpu = {
  readonly gpu: number
  readonly device: ProverDevice
  readonly work: ProofWork
  readonly limitMs: number
  readonly hidden: readonly string[]
  readonly file?: string | null
}

/** The processes that calculate the GPU proofs of one machine. There is one for each GPU, because all GPUs of the machine must calculate at the same time. */
export type NodeProvers = {
  /**
   * Calculates the proofs of all GPUs for one slot (a block for which machines prove their GPUs) at the same time. A GPU that fails or is late is left out of
   * the result, so that it does not delay the others, and its error goes to `onFailure`.
   */
  readonly prove: (of: {
    node: Hex32
    slotSeed: Hex32
    onFailure: (gpu: number, error: unknown) => void
  }) => Promise<(ProverCommit & { readonly gpu: number })[]>
  readonly open: (of: { node: Hex32; slotSeed: Hex32; gpu: number }, samples: readonly Sample[]) => Promise<readonly ProofOpening[]>
  /**
   * Opens the GPUs and compiles their programs, so that a later proof can start at once. Never rejects: if a GPU cannot work, the later proof reports the
   * reason.
   */
  readonly ready: () => Promise<void>
  /**
   * True if one of the processes that calculate proofs has ended, for example because its GPU could not be opened. A process that `endGpus` ended does not
   * count, as long as another one is left.
   */
  readonly isOver: () => boolean
  /** Starts a process for each of these GPUs, which have none, and opens it. The processes of the other GPUs continue. */
  readonly startGpus: (gpus: readonly ProvingGpu[]) => void
  /** Ends the processes of the GPUs for which `isEnded` returns true, such as the GPUs that a lease got. They are left out of later proofs. */
  readonly endGpus: (isEnded: (gpu: number) => boolean) => void
  readonly end: () => void
}

/**
 * Starts a process for each GPU of a machine, which calculates its proofs. `shared` may be a process that already runs and calculates proofs on the processor.
 * Then no further process is started for the processor.
 */
export function startNodeProvers(gpus: readonly ProvingGpu[], shared?: RunningProver): NodeProvers {
  const proverFor = ({ device, hidden }: ProvingGpu) => (device.kind === 'processor' && shared !== undefined ? shared : startProver({ hidden }))
  const running = new Map(gpus.map((it) => [it.gpu, proverFor(it)]))
  const proverOf = (gpu: number) => running.get(gpu) as RunningProver
  const readyGpu = async ({ gpu, device, work }: ProvingGpu) => {
    await proverOf(gpu)
      .ready(device, work)
      .catch(() => null)
  }
  let left = gpus
  return {
    async prove({ node, slotSeed, onFailure }) {
      const made = left.map(async ({ gpu, device, work, limitMs }) => {
        try {
          return { gpu, ...(await inTime(proverOf(gpu).prove(device, { node, gpu, slotSeed }, work), limitMs)) }
        } catch (error) {
          if (left.some((it) => it.gpu === gpu)) onFailure(gpu, error)
          return null
        }
      })
      return (await Promise.all(made)).flatMap((it) => it ?? [])
    },
    open: (subject, samples) => proverOf(subject.gpu).open(subject, samples),
    async ready() {
      await Promise.all(left.map(readyGpu))
    },
    isOver: () => left.length === 0 || left.some(({ gpu }) => proverOf(gpu).isOver()),
    startGpus(more) {
      for (const it of more) running.set(it.gpu, proverFor(it))
      left = [...left, ...more]
      void Promise.all(more.map(readyGpu))
    },
    endGpus(isEnded) {
      const ending = left.filter(({ gpu }) => isEnded(gpu))
      left = left.filter((it) => !ending.includes(it))
      for (const { gpu } of ending) if (proverOf(gpu) !== shared) proverOf(gpu).end()
    },
    end() {
      for (const prover of running.values()) if (prover !== shared) prover.end()
    },
  }
}

async function inTime<Made>(making: Promise<Made>, ms: number): Promise<Made> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no proof in ${ms} ms`)), ms)
  return await Promise.race([making, late]).finally(() => clearTimeout(timer))
}
