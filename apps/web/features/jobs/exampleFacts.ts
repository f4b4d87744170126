import { type ExampleKind, netModule, piModule } from '@infinitio/jobs/examples'
import type { FileFacts } from '@infinitio/jobs/price'
import { exampleRows } from '#web/features/jobs/exampleFile.ts'

/** The size of the example sales, which a test compares. To write them only for a price would take a second of a browser. */
const salesBytes = 5_380_811

/** The size of the example files, and the rows of the example sales. */
export const exampleFacts: Readonly<Record<ExampleKind, FileFacts>> = {
  sql: { bytes: salesBytes, rows: exampleRows },
  wasm: { bytes: piModule.length },
  search: { bytes: netModule.length },
}
