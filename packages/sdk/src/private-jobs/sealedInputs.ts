import type { Hex32 } from '@infinitio/domain'
import { AdapterError, type JobFile, type JobInput, type SealedInput, sealedInputText } from '@infinitio/tasks'
import { sha256Of } from '../artefacts/artefacts.ts'
import { type Bytes, PrivateJobError, utf8 } from './deriveKey.ts'
import { openFile, sealFile } from './sealedFiles.ts'
import { newStepKey, type StepKey, stepKeyOf } from './stepKeys.ts'

/** The name under which the text of an input is encrypted. It differs from the names of the input's files, because no file has an empty name. */
const textName = ''

type PlainInput = Pick<JobInput, 'files'> & { readonly text: string; readonly read: (name: string) => Promise<Bytes> }

/**
 * Encrypts the input of a step and the files of the input, and publishes the encrypted bytes one file after another. `read` returns the content of a file by
 * its name. Returns a text, which the caller must also publish; its hash becomes the `inputRoot` of the batch. Throws AdapterError for a file with another
 * content than `files` names: machines would refuse it, and two contents would be encrypted with one key.
 */
export async function sealInput(
  { text, files: named, read }: PlainInput,
  { jobKey, publish }: { readonly jobKey: Hex32; readonly publish: (bytes: Bytes) => Promise<void> },
): Promise<string> {
  const step = await newStepKey(jobKey, text)
  const put = async (name: string, content: Uint8Array): Promise<JobFile> => {
    const sealed = await sealFile(content, { step, name })
    await publish(sealed)
    return { sha256: await sha256Of(sealed), bytes: sealed.length }
  }
  const files: JobFile[] = []
  for (const name of Object.keys(named).toSorted()) {
    const content = await read(name)
    if ((await sha256Of(content)) !== named[name]?.sha256)
      throw new AdapterError('inputInvalid', `the file ${name} changed while it was read: try again`, { field: 'files' })
    files.push(await put(name, content))
  }
  const { salt, commitment } = step
  return sealedInputText({ salt, commitment, input: await put(textName, utf8(text)), files })
}

/**
 * Returns the decrypted text of an input. `fetchFile` returns the stored bytes of a file. `key` is the key of the job or of the step. Throws PrivateJobError if
 * the bytes were changed or `key` is of another job or step, and the errors of `fetchFile`.
 */
export async function openInputText(
  sealed: SealedInput,
  { key, fetchFile }: { readonly key: Hex32 | StepKey; readonly fetchFile: (file: JobFile) => Promise<Uint8Array> },
): Promise<string> {
  const step = typeof key === 'string' ? await stepKeyOf(key, sealed) : key
  const text = await openFile(await fetchFile(sealed.input), { step, name: textName })
  return new TextDecoder('utf-8', { fatal: true }).decode(text)
}

/**
 * Decrypts one file of an input and compares it with the hash in the input. Throws PrivateJobError if the input has no such file, if its bytes were changed, or
 * if the submitter encrypted another content than the input names.
 */
export async function openInputFile(
  { input, sealed, name }: { readonly input: Pick<JobInput, 'files'>; readonly sealed: SealedInput; readonly name: string },
  { step, fetchFile }: { readonly step: StepKey; readonly fetchFile: (file: JobFile) => Promise<Uint8Array> },
): Promise<Bytes> {
  const stored = sealed.files[Object.keys(input.files).toSorted().indexOf(name)]
  const wanted = input.files[name]
  if (stored === undefined || wanted === undefined) throw new PrivateJobError(`the encrypted input has no file ${name}`)
  const content = await openFile(await fetchFile(stored), { step, name })
  if (content.length !== wanted.bytes || (await sha256Of(content)) !== wanted.sha256)
    throw new PrivateJobError(`the encrypted file ${name} has another content than the input names`)
  return content
}
