import { customLimits } from '@infinitio/adapter-custom/plan'
import type { JobFileTask } from '@infinitio/sdk/job-file'
import { wholeNumber } from './wholeNumber.ts'

/** The numbers of a task without them. */
const usual = { portions: 64, fuel: 100_000_000, memoryPages: 256, outputBytes: 4_096 } as const

/**
 * Returns the numbers of a task for `custom@1` from the fields of a job file. Missing fields get default values. Throws AdapterError for a number out of its
 * bounds.
 */
export function customNumbers({ portions, fuel, memory_pages: pages, output_bytes: bytes, tasks }: JobFileTask['fields']): {
  readonly mostPortions: number
  readonly fuel: number
  readonly memoryPages: number
  readonly outputBytes: number
  readonly tasks?: number
} {
  return {
    mostPortions: wholeNumber('portions', portions ?? usual.portions, { most: customLimits.mostPortions }),
    fuel: wholeNumber('fuel', fuel ?? usual.fuel, { most: customLimits.mostFuel }),
    memoryPages: wholeNumber('memory_pages', pages ?? usual.memoryPages, { most: customLimits.mostMemoryPages }),
    outputBytes: wholeNumber('output_bytes', bytes ?? usual.outputBytes, { most: customLimits.mostOutputBytes }),
    ...(tasks === undefined ? {} : { tasks: wholeNumber('tasks', tasks, { most: customLimits.mostPortions }) }),
  }
}
