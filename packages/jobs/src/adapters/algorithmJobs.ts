import { algorithmAdapter, algorithmInputText, prepareAlgorithm } from '@infinitio/adapter-algorithm'
import { AdapterError } from '@infinitio/tasks'
import { algorithmNumbers } from './algorithmNumbers.ts'
import type { JobAdapter } from './jobAdapter.ts'

const noSeed = `0x${'0'.repeat(64)}`
const isWord = (value: string | number): value is `0x${string}` => /^0x[0-9a-f]{64}$/.test(String(value))

/** The adapter for jobs that run a WASM module over a range of numbers. */
export const algorithmJobs: JobAdapter = {
  adapter: algorithmAdapter,
  prepare: ({ fields, files }, run) => {
    const { seed = noSeed } = fields
    const [module, file] = [files.get('module'), files.get('input')]
    if (module === undefined) throw new AdapterError('inputInvalid', 'files needs a module', { field: 'files' })
    if (!isWord(seed)) throw new AdapterError('inputInvalid', 'seed is 0x and 64 lower-case hex digits', { field: 'seed' })
    return prepareAlgorithm({ draft: { module, ...(file === undefined ? {} : { file }), ...algorithmNumbers(fields), seed }, ...run })
  },
  textOf: (input) => algorithmInputText(input as Parameters<typeof algorithmInputText>[0]),
  show: (result) => ({ extension: 'txt', content: new TextDecoder().decode(result) }),
}
