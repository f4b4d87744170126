import { algorithmAdapter, isAlgorithmInstalled } from '@infinitio/adapter-algorithm'
import { dataAdapter, isDataInstalled } from '@infinitio/adapter-data'
import { optimiseAdapter } from '@infinitio/adapter-optimise'
import type { AnyAdapter } from './taskInputs.ts'

/** Returns the adapters that this agent has. One without its program or engine takes no tasks, because giving a task back costs a part of the stake. */
export function ownAdapters(): readonly AnyAdapter[] {
  return [...(isDataInstalled() ? [dataAdapter] : []), ...(isAlgorithmInstalled() ? [algorithmAdapter, optimiseAdapter] : [])]
}
