import { algorithmAdapter } from '@infinitio/adapter-algorithm'
import { dataAdapter } from '@infinitio/adapter-data'
import type { AnyAdapter } from './taskRunner.ts'

/** Returns the adapters that this agent has. */
export function ownAdapters(): readonly AnyAdapter[] {
  return [dataAdapter, algorithmAdapter]
}
