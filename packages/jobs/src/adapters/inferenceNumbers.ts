import { inferenceLimits } from '@infinitio/adapter-inference/plan'
import type { JobFileTask } from '@infinitio/sdk/job-file'
import { wholeNumber } from './wholeNumber.ts'

/**
 * Returns the settings of a task for `inference@1` from the fields of a job file. Missing numbers get default values. Throws AdapterError for a number out of
 * its bounds.
 */
export function inferenceNumbers({ max_tokens, speed, tasks }: JobFileTask['fields']): {
  readonly maxTokens: number
  readonly speed: number
  readonly tasks?: number
} {
  return {
    maxTokens: wholeNumber('max_tokens', max_tokens ?? inferenceLimits.usualTokens, { most: inferenceLimits.mostTokens }),
    speed: wholeNumber('speed', speed ?? inferenceLimits.usualSpeed, { most: inferenceLimits.mostSpeed }),
    ...(tasks === undefined ? {} : { tasks: wholeNumber('tasks', tasks, { most: mostTasks }) }),
  }
}

const mostTasks = 65_536
