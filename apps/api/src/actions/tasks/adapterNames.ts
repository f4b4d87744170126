import { digest as algorithm } from '@infinitio/adapter-algorithm/digest'
import { digest as data } from '@infinitio/adapter-data/digest'
import { digest as optimise } from '@infinitio/adapter-optimise/digest'
import type { Hex32 } from '@infinitio/domain'

/** Names and versions of the adapters of this market by their digests. */
export const adapterNames: ReadonlyMap<Hex32, string> = new Map([
  [data, 'data@1'],
  [algorithm, 'algorithm@1'],
  [optimise, 'optimise@1'],
])
