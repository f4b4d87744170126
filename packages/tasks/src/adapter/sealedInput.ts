import { type Hex32, isHex32 } from '@infinitio/domain'
import { AdapterError } from './adapterError.ts'
import { jobText, readJobText } from './jobText.ts'
import type { JobFile } from './taskAdapter.ts'

/**
 * The public description of an encrypted input. Its SHA-256 is the `inputRoot` of a private batch. `salt` and the key of the job give the key of the step.
 * `commitment` binds the submitter to that key, so that every machine uses the same one. `input` is the encrypted text of the input. `files` are its encrypted
 * files, in the order of their names in the input.
 */
export type SealedInput = { readonly salt: Hex32; readonly commitment: Hex32; readonly input: JobFile; readonly files: readonly JobFile[] }

const version = 1
const keys = 'commitment,files,input,salt,sealed'

/** Returns the canonical text of an encrypted input. */
export function sealedInputText({ salt, commitment, input, files }: SealedInput): string {
  return jobText({ sealed: version, salt, commitment, input: { ...input }, files: files.map((file) => ({ ...file })) })
}

/** Reads the description of an encrypted input. Returns null for a text that is not encrypted. Throws AdapterError for one with wrong fields. */
export function readSealedInput(text: string): SealedInput | null {
  const value = readJobText(text)
  if (!isRecord(value) || !('sealed' in value)) return null
  const { sealed, salt, commitment, input, files } = value
  if (sealed !== version) throw refuse(`This program reads private jobs of version ${version} only.`)
  const isWhole = Object.keys(value).toSorted().join() === keys && isHash(salt) && isHash(commitment) && isFile(input)
  if (!isWhole || !Array.isArray(files) || !files.every(isFile)) throw refuse(`An encrypted input has the keys ${keys}.`)
  return { salt, commitment, input, files }
}

function isFile(value: unknown): value is JobFile {
  return isRecord(value) && Object.keys(value).toSorted().join() === 'bytes,sha256' && isHash(value['sha256']) && isSize(value['bytes'])
}

function isHash(value: unknown): value is Hex32 {
  return typeof value === 'string' && isHex32(value)
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuse(message: string): AdapterError {
  return new AdapterError('inputInvalid', message)
}
