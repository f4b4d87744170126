import { gpusForMemory, memoryOfRun, parseRun } from '@infinitio/domain'
import type { Catalogue } from '../lexicon/catalogue.ts'
import type { Reading } from '../wishes/wishes.ts'

/** The answer to a question such as "how many GPUs for …?": the memory that a run needs, and how many GPUs of a class or a size have that memory. */
export type Answer = {
  readonly ask: 'gpus' | 'memory'
  readonly memoryGib: number
  readonly gpus: readonly { readonly name: string; readonly gpus: number }[]
}

/** The memory sizes of a GPU, in GB, that an answer shows if the question names no class of GPU. */
const usualSizes = [24, 48, 80] as const

/** Returns how many GPUs, or how much memory, a run needs; returns null if the sentence asks no such question. */
export function answerOf({ ask, wishes }: Reading, run: string | undefined, { classes }: Catalogue): Answer | null {
  const asked = run === undefined ? null : parseRun(run)
  if (ask === null || asked === null) return null
  const memoryGib = memoryOfRun(asked).totalGib
  const named = classes.filter(({ name }) => wishes.classes?.includes(name) === true)
  const holders = named.length > 0 ? named : usualSizes.map((vramGib) => ({ name: `${vramGib} GB`, vramGib }))
  return {
    ...{ ask, memoryGib },
    gpus: holders.flatMap(({ name, vramGib }) => {
      const gpus = gpusForMemory({ totalGib: memoryGib, vramGib })
      return gpus === null ? [] : [{ name, gpus }]
    }),
  }
}
