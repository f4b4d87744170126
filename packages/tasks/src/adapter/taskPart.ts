import { type CanonicalValue, type Hex32, isHex32, type TaskBatch } from '@infinitio/domain'
import { AdapterError } from './adapterError.ts'
import { jobText, readJobText } from './jobText.ts'
import { readSealedInput, type SealedInput } from './sealedInput.ts'
import type { JobInput } from './taskAdapter.ts'

/**
 * Some tasks of a job's input that a new batch buys again, because they have no result. `of` is the hash of the whole input. `only` has the numbers of these
 * tasks in the whole input.
 */
export type TaskPart = { readonly of: Hex32; readonly only: readonly number[] }

/**
 * The input of a batch of tasks. `numberOf` converts the index of a task in the batch into the number of that task in the input, because a batch may have only
 * some tasks of the input.
 */
export type BatchInput<Input> = { readonly input: Input; readonly numberOf: (index: number) => number }

const version = 1

/** Returns the text of a part. The SHA-256 of this text is the `inputRoot` of its batch. Parts have the same form for all adapters. */
export function partText({ of, only }: TaskPart): string {
  return jobText({ of, only, part: version } as CanonicalValue)
}

/**
 * Reads the input of a batch by its hash, `inputRoot`. If this text names only some tasks of another input (a `TaskPart`), also reads that input. `read`
 * returns the text with a hash. `open` decrypts the text of a private job; a caller without it cannot read such jobs. Throws an AdapterError if the input has
 * another number of tasks or chunks than the batch, or is encrypted and there is no `open`.
 */
export async function openBatchInput<Input extends JobInput>(
  { inputRoot, count, chunks }: Pick<TaskBatch, 'inputRoot' | 'count' | 'chunks'>,
  { parse, read, open }: Opening<Input>,
): Promise<BatchInput<Input>> {
  const { text, only } = await readWhole(inputRoot, read)
  const sealed = readSealedInput(text)
  if (sealed !== null && open === undefined) throw refuse('The input belongs to a private job, and this program has no key for it.')
  const input = parse(sealed === null || open === undefined ? text : await open(sealed))
  if (input.chunks !== chunks || (only?.length ?? input.tasks) !== count || (only ?? []).some((number) => number >= input.tasks))
    throw refuse('The input is divided otherwise than the batch.')
  return { input, numberOf: (index) => (only === null ? index : (only[index] ?? index)) }
}

type Opening<Input> = {
  readonly parse: (text: string) => Input
  readonly read: (sha256: Hex32) => Promise<string>
  readonly open?: (sealed: SealedInput) => Promise<string>
}

/**
 * Reads the description of the encrypted input of a batch. Returns null if the job is not private. `read` returns the text with a hash. Throws AdapterError for
 * an invalid text.
 */
export async function sealedInputOf(inputRoot: Hex32, read: (sha256: Hex32) => Promise<string>): Promise<SealedInput | null> {
  return readSealedInput((await readWhole(inputRoot, read)).text)
}

/** Reads the whole input of a batch, and the numbers of its tasks in that input. The numbers are null if the batch has all tasks. */
async function readWhole(inputRoot: Hex32, read: (sha256: Hex32) => Promise<string>) {
  const text = await read(inputRoot)
  const part = readPart(text)
  return { text: part === null ? text : await read(part.of), only: part?.only ?? null }
}

/** Returns the part of an input that a text describes, or null if the text is a whole input. Throws AdapterError for a text that is neither. */
export function readPart(text: string): TaskPart | null {
  const value = readJobText(text)
  if (typeof value !== 'object' || value === null || !('part' in value)) return null
  const { of, only, ...rest } = value as { part: unknown; of?: unknown; only?: unknown }
  const isNumbers = Array.isArray(only) && only.length > 0 && only.every((number) => Number.isSafeInteger(number) && number >= 0)
  if (rest.part !== version || Object.keys(rest).length !== 1 || typeof of !== 'string' || !isHex32(of) || !isNumbers)
    throw refuse('The part of an input has the keys of, only and part.')
  const numbers = only as number[]
  if (new Set(numbers).size !== numbers.length) throw refuse('A part has each task once.')
  return { of, only: numbers }
}

function refuse(message: string): AdapterError {
  return new AdapterError('inputInvalid', message)
}
