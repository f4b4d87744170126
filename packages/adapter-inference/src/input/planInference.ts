import type { JobFile, TaskEstimate, TaskPlan } from '@infinitio/tasks/adapter'
import { manifest } from '../manifest/manifest.ts'
import type { InferenceInput } from './inferenceInput.ts'

/**
 * The facts from which a job is divided: its number of requests, the largest limit of tokens of a request, and the tokens per second that a machine must reach.
 * `tasks` is the number of tasks that its owner wants.
 */
export type InferenceFacts = Pick<InferenceInput, 'requests' | 'mostTokens' | 'speed'> & { readonly tasks?: number }

/** The time in seconds that a task should take, if all its answers have all their tokens. */
const taskSeconds = 600
/** An audit of a task with at least this many chunks answers only a sample of them again, which makes checking cheap. */
const wantedChunks = 64
const mostChunks = 256
const mostTasks = 65_536

/**
 * Returns the number of tasks of a job and of chunks in each task. A task usually has 64 chunks and takes up to 10 minutes. If there are fewer requests, there
 * are fewer chunks. If the owner wants few tasks, there are more chunks, because a chunk has at most 64 requests.
 */
export function planInference({ requests, mostTokens, speed, tasks: wanted }: InferenceFacts): TaskPlan {
  const inTime = Math.floor((taskSeconds * speed) / mostTokens)
  const perTask = Math.max(wantedChunks, Math.min(inTime, wantedChunks * manifest.requestsPerChunk))
  const tasks = Math.max(1, Math.min(wanted ?? Math.ceil(requests / perTask), mostTasks, requests))
  const needed = Math.ceil(requests / (tasks * manifest.requestsPerChunk))
  const chunks = Math.min(mostChunks, Math.max(wantedChunks, needed), Math.max(1, Math.floor(requests / tasks)))
  return { tasks, chunks }
}

const startSeconds = 1
/** A model server reads a prompt this many times faster than it writes an answer. */
const readingTimes = 10
const bytesPerToken = 4
/** The bytes of an answer's text for each token that the estimate counts. The limit of a run is twice the estimate, so that all allowed answers fit. */
const expectedBytes = manifest.bytesPerToken / 2
const memoryBytes = 268_435_456

/** The fields of an input that decide how much time its tasks need. */
type InferenceSize = Pick<InferenceInput, 'requests' | 'mostTokens' | 'speed' | 'tasks'> & {
  readonly files: Readonly<Record<string, Pick<JobFile, 'bytes'>>>
}

/**
 * Returns the most that one task needs on a machine with the stated speed, if each answer has as many tokens as the largest limit allows: seconds, memory
 * without the model, and bytes in and out.
 */
export function estimateInference({ files, requests, mostTokens, speed, tasks }: InferenceSize): TaskEstimate {
  const bytesIn = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
  const perTask = Math.ceil(requests / tasks)
  const reading = bytesIn / tasks / (bytesPerToken * readingTimes * speed)
  const seconds = Math.ceil(startSeconds + (perTask * mostTokens) / speed + reading)
  return { seconds, memoryBytes, bytesIn, bytesOut: perTask * (mostTokens * expectedBytes + manifest.bytesPerAnswer) }
}
