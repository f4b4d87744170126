import { type CanonicalValue, type Hex32, isHex32 } from '@infinitio/domain'
import { AdapterError, type JobFile, jobText, nearestKey, readJobText } from '@infinitio/tasks'
import { z } from 'zod'
import { manifest } from '../manifest/manifest.ts'
import { parseSpace } from '../space/parseSpace.ts'
import type { Goal } from '../trials/scores.ts'

/**
 * The input of all tasks of a search. A trial is one choice of all parameters. The trials, numbered from 0, are divided over the chunks, and each chunk runs
 * successive halving over its own trials.
 */
export type OptimiseInput = {
  readonly adapter: 'optimise@1'
  /** `module` is the WASM module; `input`, if present, is a file that it can read. */
  readonly files: { readonly [name: string]: JobFile }
  /** The names and ranges of the parameters, in the text form that `parseSpace` reads. */
  readonly space: string
  /** Whether each value that the module gives should be small or large. There are 1 or 2 values. */
  readonly goals: readonly Goal[]
  readonly trials: number
  readonly tasks: number
  readonly chunks: number
  /** The least and the most steps of a trial. One of `eta` trials remains after each rung (round of halving). */
  readonly least: number
  readonly most: number
  readonly eta: number
  readonly memoryPages: number
  /** The most instructions of one step. A call of n steps may run n + 1 times as many, because it also works before its first step. */
  readonly fuel: number
  readonly seed: Hex32
}

const isHex = (value: unknown) => typeof value === 'string' && isHex32(value)
const hex = z.custom<Hex32>(isHex, 'must be 0x and 64 lower-case hex digits')
const fileShape = z.strictObject({ sha256: hex, bytes: z.int().min(1) })
const shape = z.strictObject({
  adapter: z.literal(`${manifest.name}@${manifest.version}`),
  files: z.strictObject({
    module: fileShape.refine(({ bytes }) => bytes <= manifest.mostModuleBytes, `has at most ${manifest.mostModuleBytes} bytes`),
    input: fileShape.refine(({ bytes }) => bytes <= manifest.mostInputBytes, `has at most ${manifest.mostInputBytes} bytes`).exactOptional(),
  }),
  space: z.string().min(1),
  goals: z
    .array(z.enum(['minimise', 'maximise']))
    .min(1)
    .max(manifest.mostGoals),
  trials: z.int().min(1).max(manifest.mostTrials),
  tasks: z.int().min(1).max(manifest.mostTrials),
  chunks: z.int().min(1).max(256),
  least: z.int().min(1).max(manifest.mostSteps),
  most: z.int().min(1).max(manifest.mostSteps),
  eta: z.int().min(2).max(manifest.mostEta),
  memoryPages: z.int().min(1).max(manifest.mostMemoryPages),
  fuel: z.int().min(1).max(manifest.mostCallFuel),
  seed: hex,
})

/** Returns the text of an input, whose SHA-256 is the batch's `inputRoot`. Throws an AdapterError for an input that every machine would refuse. */
export function optimiseInputText(input: OptimiseInput): string {
  return jobText(checkedInput(input) as CanonicalValue)
}

/** Reads the text of an input. Throws an AdapterError that names the wrong field, and the nearest key for an unknown one. */
export function parseOptimiseInput(text: string): OptimiseInput {
  return checkedInput(readJobText(text))
}

function checkedInput(value: unknown): OptimiseInput {
  const { data: input, error } = shape.safeParse(value)
  if (error !== undefined) throw refusalOf(error.issues[0])
  const { trials, tasks, chunks, least, most, fuel } = input
  if (trials < tasks * chunks) throw refuse('trials', `${trials} trials cannot be divided into ${tasks} × ${chunks} chunks.`)
  if (least > most) throw refuse('least', `The least steps (${least}) are more than the most (${most}).`)
  if (fuel * (most + 1) > manifest.mostCallFuel)
    throw refuse('fuel', `A trial with all steps would have ${fuel * (most + 1)} instructions; at most ${manifest.mostCallFuel} are allowed.`)
  parseSpace(input.space)
  return input as OptimiseInput
}

function refusalOf(issue: z.core.$ZodIssue | undefined): AdapterError {
  const field = issue?.path.join('.') ?? ''
  if (issue?.code !== 'unrecognized_keys') return refuse(field, `${field || 'The input'}: ${issue?.message ?? 'is wrong'}`)
  const [key = ''] = issue.keys
  const known = issue.path.length === 0 ? Object.keys(shape.shape) : issue.path.length === 1 ? ['module', 'input'] : Object.keys(fileShape.shape)
  const nearest = nearestKey(key, known)
  const hint = nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`
  return refuse([...issue.path, key].join('.'), `Unknown key ${JSON.stringify(key)}.${hint}`)
}

function refuse(field: string, message: string): AdapterError {
  return new AdapterError('inputInvalid', message, { field })
}
