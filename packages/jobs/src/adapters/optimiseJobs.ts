import { optimiseAdapter, optimiseInputText, prepareOptimise, searchCsv } from '@infinitio/adapter-optimise'
import type { JobAdapter } from './jobAdapter.ts'
import { searchDraft } from './searchDraft.ts'

/** Jobs that search for the best parameters of a WASM module. */
export const optimiseJobs: JobAdapter = {
  adapter: optimiseAdapter,
  prepare: (task, run) => prepareOptimise({ draft: searchDraft(task), ...run }),
  textOf: (input) => optimiseInputText(input as Parameters<typeof optimiseInputText>[0]),
  show: (result) => ({ extension: 'csv', content: searchCsv(result) }),
}
