import { gpusForMemory, memoryOfRun, type Run, runNameOf, suggestRuns } from '@infinitio/domain'
import type { GpuClassWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'

/** One way to run a program: a number of GPUs of one class, at the lowest price of the class. The price is for all GPUs per hour, in base units. */
export type WayToRun = {
  readonly run: Run
  readonly memoryGib: number
  readonly gpuClass: GpuClassWire
  readonly gpus: number
  readonly pricePerHour: bigint
}

const mostGpus = 8

/** Returns the cheapest way to run each program that the typed words may mean, on one machine. */
export function waysToRun(words: string, classes: readonly GpuClassWire[], { most }: { readonly most: number }): WayToRun[] {
  return suggestRuns(words, { most }).flatMap((run) => cheapestWay(run, classes) ?? [])
}

/** Returns the cheapest way to run a program on one machine, or null if no offered class is large enough. */
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

/** Returns a function that writes the name of a run: "Llama 3.3 70B, 4-bit", "Fine-tune Stable Diffusion XL". */
export function useRunTitle(): (run: Run) => string {
  const t = useTranslations('run')
  return (run) => {
    const name = runNameOf(run)
    if ('program' in run) return name
    const { task, bits } = run
    return t(`title.${task}`, { name, bits: bits === 16 ? 'none' : String(bits) })
  }
}
