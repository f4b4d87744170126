import { fitNumber, type FitPlace, fitPlaceOf, type ModelRun } from '@infinitio/domain'
import type { MarketNode } from '../machines/marketNode.ts'

type FitNode = Pick<MarketNode, 'classId' | 'className' | 'vramGib' | 'gpuLink'>

/**
 * Calculates how well machines fit a model, as numbers by which a search can sort them. Each kind of GPU is rated only once, although many machines have it.
 */
export type FitReader = {
  place(node: FitNode, gpus: number): FitPlace
  /** Returns the number by which a machine is sorted: a smaller number is a better fit. `price` is the price of one GPU. */
  number(node: FitNode, priced: { readonly gpus: number; readonly price: number }): number
}

type Judged = FitPlace & { readonly rate: number | null }

/** The rating that all GPUs get if the search names no AI model. Then only the total price of the GPUs decides. */
const anyGpus: Judged = { penalty: 0, work: 1n, rate: 1 }

/** Creates the calculation of how well machines run the model `run`. If `run` is null, the search has no model. */
export function fitReader(run: ModelRun | null): FitReader {
  const known = new Map<number, Judged>()
  function judge({ classId, className, vramGib, gpuLink }: FitNode, gpus: number): Judged {
    if (run === null) return anyGpus
    const key = ((classId * 65_536 + vramGib) * 3 + (gpuLink === null ? 0 : gpuLink === 'pcie' ? 1 : 2)) * 256 + gpus
    const found = known.get(key)
    if (found !== undefined) return found
    const place = fitPlaceOf(run, { className, vramGib, link: gpuLink, gpus })
    const judged = { ...place, rate: place.work === null ? null : Number(place.work) }
    known.set(key, judged)
    return judged
  }
  return {
    place: judge,
    number(node, { gpus, price }) {
      const { penalty, rate } = judge(node, gpus)
      return fitNumber({ penalty, work: rate }, price * gpus)
    },
  }
}
