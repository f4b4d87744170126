import type { ProgramReply } from '@infinitio/adapter-process'
import type { JobDraft } from '../engine/checkJob.ts'
import type { MapRun } from '../engine/mapChunks.ts'
import type { ParquetFacts } from '../engine/parquetFacts.ts'
import type { DataInput } from '../input/dataInput.ts'
import type { SalesFile } from '../engine/writeSales.ts'

/** The one request that the process of a task gets. */
export type ChildRequest =
  | { readonly kind: 'map'; readonly run: MapRun }
  | { readonly kind: 'combine'; readonly input: DataInput; readonly outputs: readonly Uint8Array[] }
  | { readonly kind: 'check'; readonly draft: JobDraft }
  | { readonly kind: 'sales'; readonly sales: SalesFile }

/** A message from the process of a task to the program that started it. */
export type ChildReply = ProgramReply<{ readonly kind: 'facts'; readonly facts: ParquetFacts }>

/** The message that asks the process to end its query. A process that does not end soon is killed. */
export const interruptMessage = 'interrupt'
