import { digest as algorithmDigest } from '@infinitio/adapter-algorithm/digest'
import { estimateAlgorithm, planAlgorithm } from '@infinitio/adapter-algorithm/plan'
import { digest as customDigest } from '@infinitio/adapter-custom/digest'
import { estimateCustom, planCustom } from '@infinitio/adapter-custom/plan'
import { digest as dataDigest } from '@infinitio/adapter-data/digest'
import { estimateData, planData } from '@infinitio/adapter-data/plan'
import { digest as inferenceDigest } from '@infinitio/adapter-inference/digest'
import { estimateInference, planInference } from '@infinitio/adapter-inference/plan'
import { digest as optimiseDigest } from '@infinitio/adapter-optimise/digest'
import { estimateOptimise, planOptimise } from '@infinitio/adapter-optimise/plan'
import { digest as renderDigest } from '@infinitio/adapter-render/digest'
import { estimateRender, planRender } from '@infinitio/adapter-render/plan'
import type { Hex32 } from '@infinitio/domain'
import { AdapterError, type TaskEstimate, type TaskPlan } from '@infinitio/tasks'
import { algorithmNumbers } from '../adapters/algorithmNumbers.ts'
import { customNumbers } from '../adapters/customNumbers.ts'
import { dataSplit } from '../adapters/dataSplit.ts'
import { inferenceNumbers } from '../adapters/inferenceNumbers.ts'
import { renderNumbers } from '../adapters/renderNumbers.ts'
import { searchDraft } from '../adapters/searchDraft.ts'
import type { JobFileTask } from '@infinitio/sdk/job-file'

/**
 * The facts of a file that a price depends on: its size; `rows`, the number of rows of a Parquet file or of requests; `tokens`, the largest limit of tokens
 * that a request states, or 1; and `fault`, the reason why a file of requests cannot be read.
 */
export type FileFacts = { readonly bytes: number; readonly rows?: number; readonly tokens?: number; readonly fault?: string }

/** The size of a step of a job: the numbers of its tasks and chunks, the needs of one task, and `digest`, which names the adapter (the kind of calculation). */
export type WorkSize = TaskPlan & { readonly digest: Hex32; readonly estimate: TaskEstimate }

type Step = Pick<JobFileTask, 'fields'> & { readonly adapter: string }
/** The facts of each file, by the file's name in the job; null for a file about which nothing is known. */
type Files = ReadonlyMap<string, FileFacts | null>

/**
 * Returns the size of a step of a job. Returns null if the step does not run in the task pool, or if its size depends on a file about which nothing is known.
 * Reads no file and checks no program. Throws AdapterError for a field that cannot be read.
 */
export function workSize({ adapter, fields }: Step, files: Files): WorkSize | null {
  switch (adapter) {
    case 'data@1':
      return dataSize(fields, files)
    case 'algorithm@1':
      return algorithmSize(fields, files)
    case 'optimise@1':
      return searchSize(fields, files)
    case 'inference@1':
      return inferenceSize(fields, files)
    case 'custom@1':
      return customSize(fields, files)
    case 'render@1':
      return renderSize(fields, files)
    default:
      return null
  }
}

function dataSize(fields: Step['fields'], files: Files): WorkSize | null {
  const split = dataSplit(fields, files)
  const rows = files.get(split)?.rows
  if (rows === undefined || rows < 1) return null
  const plan = planData({ rows, ...(typeof fields.tasks === 'number' ? { tasks: fields.tasks } : {}) })
  return { ...plan, digest: dataDigest, estimate: estimateData({ files: knownOf(files), split, ...plan }) }
}

function algorithmSize(fields: Step['fields'], files: Files): WorkSize {
  const { items, fuel, memoryPages } = algorithmNumbers(fields)
  const plan = planAlgorithm({ items })
  return { ...plan, digest: algorithmDigest, estimate: estimateAlgorithm({ files: knownOf(files), ...plan, fuel, memoryPages }) }
}

function searchSize(fields: Step['fields'], files: Files): WorkSize {
  const { module: _, file, space, goals, seed, tasks, plan: given, ...search } = searchDraft({ fields, files: new Map([['module', '']]) })
  const plan = planOptimise({ ...search, ...(tasks === undefined ? {} : { tasks }) })
  return { ...plan, digest: optimiseDigest, estimate: estimateOptimise({ files: knownOf(files), ...search, ...plan }) }
}

function inferenceSize(fields: Step['fields'], files: Files): WorkSize | null {
  const { rows: requests, tokens, fault } = files.get('requests') ?? {}
  if (fault !== undefined) throw new AdapterError('inputInvalid', fault, { field: 'requests' })
  if (requests === undefined || tokens === undefined) return null
  const { maxTokens, speed, tasks } = inferenceNumbers(fields)
  const facts = { requests, mostTokens: Math.max(maxTokens, tokens), speed }
  const plan = planInference({ ...facts, ...(tasks === undefined ? {} : { tasks }) })
  return { ...plan, digest: inferenceDigest, estimate: estimateInference({ files: knownOf(files), ...facts, ...plan }) }
}

/** Counts the most portions that the module may write. The number that it writes is known only after it ran. */
function customSize(fields: Step['fields'], files: Files): WorkSize {
  const { mostPortions: portions, tasks, ...numbers } = customNumbers(fields)
  const plan = planCustom({ portions, outputBytes: numbers.outputBytes, ...(tasks === undefined ? {} : { tasks }) })
  return { ...plan, digest: customDigest, estimate: estimateCustom({ files: knownOf(files), ...plan, ...numbers }) }
}

function renderSize(fields: Step['fields'], files: Files): WorkSize {
  const numbers = renderNumbers(fields)
  const plan = planRender(numbers)
  return { ...plan, digest: renderDigest, estimate: estimateRender({ files: knownOf(files), ...numbers, ...plan }) }
}

function knownOf(files: Files): Record<string, FileFacts> {
  return Object.fromEntries([...files].flatMap(([name, facts]) => (facts === null ? [] : [[name, facts]])))
}
