import { digest as algorithm } from '@infinitio/adapter-algorithm/digest'
import { digest as custom } from '@infinitio/adapter-custom/digest'
import { digest as data } from '@infinitio/adapter-data/digest'
import { digest as inference } from '@infinitio/adapter-inference/digest'
import { digest as optimise } from '@infinitio/adapter-optimise/digest'
import { digest as render } from '@infinitio/adapter-render/digest'
import type { Hex32 } from '@infinitio/domain'

/** The adapters (programs that split a job into tasks) of this market: maps the digest of each adapter to its name and version. */
export const adapterNames: ReadonlyMap<Hex32, string> = new Map([
  [data, 'data@1'],
  [algorithm, 'algorithm@1'],
  [optimise, 'optimise@1'],
  [inference, 'inference@1'],
  [custom, 'custom@1'],
  [render, 'render@1'],
])
