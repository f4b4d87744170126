import { type CanonicalValue, type Hex32, isHex32 } from '@infinitio/domain'
import { AdapterError, type JobFile, jobText, nearestKey, readJobText } from '@infinitio/tasks'
import { z } from 'zod'
import { manifest } from '../manifest/manifest.ts'

/** The input of all tasks of an algorithm job. The numbers from 0 to `items` are divided over the chunks. */
export type AlgorithmInput = {
  readonly adapter: 'algorithm@1'
  /** `module` is the WASM module; `input`, if present, is a file that it can read. */
  readonly files: { readonly [name: string]: JobFile }
  readonly items: number
  readonly tasks: number
  readonly chunks: number
  readonly memoryPages: number
  /**
   * Limits of instructions: the most that a call of `map` for one chunk (a range of numbers) may run, and the most that the call of `fold`, which combines all
   * outputs, may run.
   */
  readonly fuel: number
  readonly seed: Hex32
}

const isHex = (value: unknown) => typeof value === 'string' && isHex32(value)
const fileShape = z.strictObject({ sha256: z.custom<Hex32>(isHex, 'must be 0x and 64 lower-case hex digits'), bytes: z.int().min(1) })
const shape = z.strictObject({
  adapter: z.literal(`${manifest.name}@${manifest.version}`),
  files: z.strictObject({
    module: fileShape.refine(({ bytes }) => bytes <= manifest.mostModuleBytes, `has at most ${manifest.mostModuleBytes} bytes`),
    input: fileShape.refine(({ bytes }) => bytes <= manifest.mostInputBytes, `has at most ${manifest.mostInputBytes} bytes`).exactOptional(),
  }),
  items: z.int().min(1),
  tasks: z.int().min(1).max(65_536),
  chunks: z.int().min(1).max(256),
  memoryPages: z.int().min(1).max(manifest.mostMemoryPages),
  fuel: z.int().min(1).max(manifest.mostFuel),
  seed: z.custom<Hex32>(isHex, 'must be 0x and 64 lower-case hex digits'),
})

/**
 * Returns the canonical text of an input. The SHA-256 of this text is the batch's `inputRoot`. Throws an AdapterError for an input that every machine would
 * refuse.
 */
export function algorithmInputText(input: AlgorithmInput): string {
  return jobText(checked(input) as CanonicalValue)
}

/** Reads the text of an input. Throws an AdapterError that names the wrong field, and the nearest key for an unknown one. */
export function parseAlgorithmInput(text: string): AlgorithmInput {
  return checked(readJobText(text))
}

function checked(value: unknown): AlgorithmInput {
  const { data: input, error } = shape.safeParse(value)
  if (error !== undefined) throw refusalOf(error.issues[0])
  if (input.items < input.tasks * input.chunks)
    throw refuse('items', `${input.items} numbers cannot be divided into ${input.tasks} × ${input.chunks} chunks.`)
  return input as AlgorithmInput
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
