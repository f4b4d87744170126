import type { AdapterReason, FaultPlace } from '@infinitio/tasks/adapter'
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

/** A message of the process. `running` comes before the submitter's program starts; nothing follows `done` or `failed`. */
export type ChildReply =
  | { readonly kind: 'running' }
  | { readonly kind: 'output'; readonly chunk: number; readonly bytes: Uint8Array }
  | { readonly kind: 'facts'; readonly facts: ParquetFacts }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: AdapterReason; readonly message: string; readonly place: FaultPlace }

/** The text that asks the process to end its query. It is killed if it does not. */
export const interruptMessage = 'interrupt'
