import { dataAdapter, dataInputText, prepareData, rowsCsv } from '@infinitio/adapter-data'
import { AdapterError } from '@infinitio/tasks'
import { dataSplit } from './dataSplit.ts'
import type { JobAdapter } from './jobAdapter.ts'

/** Jobs that run SQL over Parquet files. The rows of the first file, or of the file that `split` names, are divided among the tasks. */
export const dataJobs: JobAdapter = {
  adapter: dataAdapter,
  prepare: ({ fields, files }, run) => {
    const { map, combine, tasks } = fields
    for (const [name, value] of Object.entries({ map, combine }))
      if (typeof value !== 'string') throw new AdapterError('inputInvalid', `${name} is missing`, { field: name })
    const split = dataSplit(fields, files)
    const draft = { map: String(map), combine: String(combine), split, files, ...(typeof tasks === 'number' ? { tasks } : {}) }
    return prepareData({ draft, ...run })
  },
  textOf: (input) => dataInputText(input as Parameters<typeof dataInputText>[0]),
  show: (result) => ({ extension: 'csv', content: rowsCsv(result) }),
}
