import type { GpuClassWire } from '@infinitio/domain/wire'
import { type ModelFit, modelFits } from '#web/features/search/modelFits.ts'
import { cheapestWay, type WayToRun } from '#web/features/search/waysToRun.ts'

/** One model the words name, where its filters are, and the cheapest way to run it now; null when nobody offers a large enough machine. */
export type WordsToRun = { readonly model: ModelFit; readonly href: string; readonly way: WayToRun | null }

const mostModels = 5

/** Words with which one asks for a model, and that are in no model's name. */
const asking = new Set(['run', 'serve', 'fine-tune', 'finetune', 'host', 'use', 'a', 'the', 'my', 'model'])

/** What the words typed name that people run, at most five, smallest first. Without offers they lead to all machines with memory enough. */
export function wordsToRun(typed: string, classes: readonly GpuClassWire[]): WordsToRun[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && !asking.has(word))
  if (words.join('').length < 2) return []
  const models = modelFits.filter(({ key, name }) => words.every((word) => `${key} ${name}`.toLowerCase().includes(word))).slice(0, mostModels)
  return models.map((model) => {
    const way = cheapestWay(model, classes)
    return { model, href: hrefOf(model, way), way }
  })
}

function hrefOf({ vramGib }: ModelFit, way: WayToRun | null): string {
  if (way === null) return `/gpus?vram=${vramGib}`
  return `/gpus?class=${way.gpuClass.classId}${way.gpus > 1 ? `&gpus=${way.gpus}` : ''}`
}
