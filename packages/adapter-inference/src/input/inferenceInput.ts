import { type CanonicalValue, type Hex32, isHex32 } from '@infinitio/domain'
import { AdapterError, type JobFile, jobText, nearestKey, readJobText } from '@infinitio/tasks'
import { z } from 'zod'
import { manifest } from '../manifest/manifest.ts'

/** The input of all tasks of an inference job. The requests of the file `requests` are divided over the chunks. */
export type InferenceInput = {
  readonly adapter: 'inference@1'
  readonly files: { readonly requests: JobFile }
  /** The name of the model on the model servers. All requests have it. */
  readonly model: string
  /** The hash of a model server's answers to fixed questions. A machine takes the job only if its model server has the same. */
  readonly fingerprint: Hex32
  readonly requests: number
  /** The limit of tokens for each request that states none. */
  readonly maxTokens: number
  /** The largest limit of tokens of all requests. */
  readonly mostTokens: number
  /** The tokens per second of one request that a machine must reach. */
  readonly speed: number
  readonly tasks: number
  readonly chunks: number
}

const isHex = (value: unknown) => typeof value === 'string' && isHex32(value)
const hash = z.custom<Hex32>(isHex, 'must be 0x and 64 lower-case hex digits')
const fileShape = z.strictObject({ sha256: hash, bytes: z.int().min(1).max(manifest.mostFileBytes) })
const tokens = z.int().min(1).max(manifest.mostTokens)
const shape = z.strictObject({
  adapter: z.literal(`${manifest.name}@${manifest.version}`),
  files: z.strictObject({ requests: fileShape }),
  model: z.string().min(1).max(200),
  fingerprint: hash,
  requests: z.int().min(1).max(manifest.mostRequests),
  maxTokens: tokens,
  mostTokens: tokens,
  speed: z.int().min(1).max(manifest.mostSpeed),
  tasks: z.int().min(1).max(65_536),
  chunks: z.int().min(1).max(256),
})

/**
 * Returns the canonical text of an input. The SHA-256 of this text is the batch's `inputRoot`. Throws an AdapterError for an input that every machine would
 * refuse.
 */
export function inferenceInputText(input: InferenceInput): string {
  return jobText(checked(input) as CanonicalValue)
}

/** Reads the text of an input. Throws an AdapterError that names the wrong field, and the nearest key for an unknown one. */
export function parseInferenceInput(text: string): InferenceInput {
  return checked(readJobText(text))
}

function checked(value: unknown): InferenceInput {
  const { data: input, error } = shape.safeParse(value)
  if (error !== undefined) throw refusalOf(error.issues[0])
  const { requests, tasks, chunks, maxTokens, mostTokens } = input
  if (requests < tasks * chunks) throw refuse('requests', `${requests} requests cannot be divided into ${tasks} × ${chunks} chunks.`)
  const perChunk = Math.ceil(requests / (tasks * chunks))
  if (perChunk > manifest.requestsPerChunk)
    throw refuse('chunks', `A chunk would have ${perChunk} requests, and at most ${manifest.requestsPerChunk} are allowed.`)
  if (mostTokens < maxTokens) throw refuse('mostTokens', `mostTokens is less than maxTokens, ${maxTokens}.`)
  return input as InferenceInput
}

function refusalOf(issue: z.core.$ZodIssue | undefined): AdapterError {
  const field = issue?.path.join('.') ?? ''
  if (issue?.code !== 'unrecognized_keys') return refuse(field, `${field || 'The input'}: ${issue?.message ?? 'is wrong'}`)
  const [key = ''] = issue.keys
  const known = issue.path.length === 0 ? Object.keys(shape.shape) : issue.path.length === 1 ? ['requests'] : Object.keys(fileShape.shape)
  const nearest = nearestKey(key, known)
  const hint = nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`
  return refuse([...issue.path, key].join('.'), `Unknown key ${JSON.stringify(key)}.${hint}`)
}

function refuse(field: string, message: string): AdapterError {
  return new AdapterError('inputInvalid', message, { field })
}
