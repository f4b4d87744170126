import type { GpuClassWire } from '@infinitio/domain/wire'
import { type ModelFit, modelFits } from '#web/features/search/modelFits.ts'

/** One way to run a model: so many GPUs of a class at its cheapest price. Price per hour of all of them, in base units. */
export type WayToRun = { readonly model: ModelFit; readonly gpuClass: GpuClassWire; readonly gpus: number; readonly pricePerHour: bigint }

const mostGpus = 8

/** For each model whose name has the words typed, the cheapest way to run it on one node. No words: none. */
export function waysToRun(words: string, classes: readonly GpuClassWire[]): WayToRun[] {
  const wanted = words.trim().toLowerCase()
  if (wanted.length < 2) return []
  const models = modelFits.filter(({ name }) => wanted.split(/\s+/).every((word) => name.toLowerCase().includes(word)))
  return models.flatMap((model) => cheapestWay(model, classes) ?? [])
}

/** The cheapest way to run one model on one node, or null when no class that is offered is large enough. */
export function cheapestWay(model: ModelFit, classes: readonly GpuClassWire[]): WayToRun | null {
  let best: WayToRun | null = null
  for (const gpuClass of classes) {
    if (gpuClass.cheapestPricePerGpuSecond === null || gpuClass.vramGib === 0) continue
    const gpus = Math.ceil(model.vramGib / gpuClass.vramGib)
    if (gpus > mostGpus) continue
    const pricePerHour = BigInt(gpuClass.cheapestPricePerGpuSecond) * 3_600n * BigInt(gpus)
    if (best === null || pricePerHour < best.pricePerHour) best = { model, gpuClass, gpus, pricePerHour }
  }
  return best
}
