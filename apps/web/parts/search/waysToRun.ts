import { gpusForMemory, memoryOfRun, type Run, runNameOf, suggestRuns } from '@infinitio/domain'
import type { GpuClassWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'

/** One way to run something: so many GPUs of a class at its cheapest price. Price per hour of all of them, in base units. */
export type WayToRun = {
  readonly run: Run
  readonly memoryGib: number
  readonly gpuClass: GpuClassWire
  readonly gpus: number
  readonly pricePerHour: bigint
}

const mostGpus = 8

/** For each run that the words typed may mean, the cheapest way to run it on one node. */
export function waysToRun(words: string, classes: readonly GpuClassWire[], { most }: { readonly most: number }): WayToRun[] {
  return suggestRuns(words, { most }).flatMap((run) => cheapestWay(run, classes) ?? [])
}

/** The cheapest way to run something on one node, or null when no class that is offered is large enough. */
export function cheapestWay(run: Run, classes: readonly GpuClassWire[]): WayToRun | null {
  const memoryGib = memoryOfRun(run).totalGib
  let best: WayToRun | null = null
  for (const gpuClass of classes) {
    if (gpuClass.cheapestPricePerGpuSecond === null) continue
    const gpus = gpusForMemory({ totalGib: memoryGib, vramGib: gpuClass.vramGib })
    if (gpus === null || gpus > mostGpus) continue
    const pricePerHour = BigInt(gpuClass.cheapestPricePerGpuSecond) * 3_600n * BigInt(gpus)
    if (best === null || pricePerHour < best.pricePerHour) best = { run, memoryGib, gpuClass, gpus, pricePerHour }
  }
  return best
}

/** Gives what names a run in words: "Llama 3.3 70B, 4-bit", "Fine-tune Stable Diffusion XL". */
export function useRunTitle(): (run: Run) => string {
  const t = useTranslations('run')
  return (run) => {
    const name = runNameOf(run)
    if ('program' in run) return name
    const { task, bits } = run
    return t(`title.${task}`, { name, bits: bits === 16 ? 'none' : String(bits) })
  }
}
