import { inferenceAdapter, inferenceInputText, prepareInference } from '@infinitio/adapter-inference'
import { isHex32 } from '@infinitio/domain'
import { AdapterError } from '@infinitio/tasks'
import { inferenceNumbers } from './inferenceNumbers.ts'
import type { JobAdapter } from './jobAdapter.ts'

/** Jobs that answer a file of chat requests on model servers of providers. This computer needs no model server for them. */
export const inferenceJobs: JobAdapter = {
  adapter: inferenceAdapter(null),
  prepare: async ({ fields, files }) => {
    const { fingerprint } = fields
    const requests = files.get('requests')
    if (requests === undefined) throw new AdapterError('inputInvalid', 'files needs requests', { field: 'files' })
    if (typeof fingerprint !== 'string' || !isHex32(fingerprint))
      throw new AdapterError('inputInvalid', 'fingerprint is 0x and 64 lower-case hex digits, in quotes', { field: 'fingerprint' })
    return await prepareInference({ requests, fingerprint, ...inferenceNumbers(fields) })
  },
  textOf: (input) => inferenceInputText(input as Parameters<typeof inferenceInputText>[0]),
  show: (result) => ({ extension: 'jsonl', content: new TextDecoder().decode(result) }),
}
