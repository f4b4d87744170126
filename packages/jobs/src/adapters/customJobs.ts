import { customAdapter, customInputText, prepareCustom } from '@infinitio/adapter-custom'
import { AdapterError } from '@infinitio/tasks'
import { customNumbers } from './customNumbers.ts'
import type { JobAdapter } from './jobAdapter.ts'

const noSeed = `0x${'0'.repeat(64)}`
const isWord = (value: string | number): value is `0x${string}` => /^0x[0-9a-f]{64}$/.test(String(value))

/** Jobs that run an adapter which somebody else wrote: a WASM module that splits, runs and merges. */
export const customJobs: JobAdapter = {
  adapter: customAdapter,
  prepare: ({ fields, files }, run) => {
    const { seed = noSeed, params = '' } = fields
    const [module, file] = [files.get('module'), files.get('input')]
    if (module === undefined) throw new AdapterError('inputInvalid', 'files needs a module', { field: 'files' })
    if (!isWord(seed)) throw new AdapterError('inputInvalid', 'seed is 0x and 64 lower-case hex digits', { field: 'seed' })
    const draft = { module, ...(file === undefined ? {} : { file }), params: String(params), ...customNumbers(fields), seed }
    return prepareCustom({ draft, ...run })
  },
  textOf: (input) => customInputText(input as Parameters<typeof customInputText>[0]),
  show,
}

/** Shows a result as text if it is UTF-8, and otherwise as it is. */
function show(result: Uint8Array): ReturnType<JobAdapter['show']> {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(result)
    return { extension: 'txt', content: result }
  } catch {
    return { extension: 'bin', content: result }
  }
}
