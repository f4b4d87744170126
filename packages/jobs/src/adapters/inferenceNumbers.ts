import { inferenceLimits } from '@infinitio/adapter-inference/plan'
import { AdapterError } from '@infinitio/tasks'
import type { JobFileTask } from '@infinitio/sdk/job-file'

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
    maxTokens: numberOf('max_tokens', max_tokens ?? inferenceLimits.usualTokens, inferenceLimits.mostTokens),
    speed: numberOf('speed', speed ?? inferenceLimits.usualSpeed, inferenceLimits.mostSpeed),
    ...(tasks === undefined ? {} : { tasks: numberOf('tasks', tasks, mostTasks) }),
  }
}

const mostTasks = 65_536

function numberOf(field: string, value: string | number, most: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= most) return value
  throw new AdapterError('inputInvalid', `${field}: a whole number from 1 to ${most}`, { field })
}
