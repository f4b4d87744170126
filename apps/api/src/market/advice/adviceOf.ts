import { assert, type Bps, runNameOf, type SettleTerms, textOfRun, type WayToRun, waysToRun, secondsOfQuery } from '@infinitio/domain'
import type { AdviceQuery, AdviceWayWire, AdviceWire } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { fitWireOf } from '../rows/fitWireOf.ts'
import { modelRunOf } from '../search/searchTerms.ts'
import { offersOfClasses } from './offersOfClasses.ts'

type Asked = { readonly now: number; readonly feeBps: Bps; readonly settleTerms: SettleTerms }

const usualSeconds = 3_600

/** Returns the ways to run a model on the machines that a search finds, each with its price for the requested hours (1 h if the query has none). */
export function adviceOf(index: ListingIndex, { run: text, ...query }: AdviceQuery, asked: Asked): AdviceWire {
  const run = modelRunOf({ run: text })
  assert(run !== null, 'the schema of the query takes models only')
  const durationSeconds = secondsOfQuery(query) ?? usualSeconds
  const offers = offersOfClasses(index, query, { ...asked, durationSeconds })
  return { name: runNameOf(run), durationSeconds, ways: waysToRun(run, offers).map(wayWireOf) }
}

function wayWireOf({ run, memory, choices }: WayToRun): AdviceWayWire {
  const { totalGib, weights, cache, training, activations, reserve } = memory
  return {
    run: textOfRun(run),
    task: run.task,
    bits: run.bits,
    memoryGib: totalGib,
    memory: {
      weights: weights.toString(),
      cache: cache.toString(),
      training: training.toString(),
      activations: activations.toString(),
      reserve: reserve.toString(),
    },
    choices: choices.map(({ classId, className, gpus, vramGib, link, machines, pricePerGpuSecond, total, fit }) => ({
      ...{ classId, className, gpus, vramGib, gpuLink: link, machines },
      ...{ pricePerGpuSecond: pricePerGpuSecond.toString(), total: total.toString() },
      fit: fitWireOf(fit, pricePerGpuSecond * BigInt(gpus)),
    })),
  }
}
