import { readFile } from 'node:fs/promises'
import { FileManifestError, nameOfFile } from '@infinitio/domain'
import { AdapterError, type JobFile, type JobInput, type RunPlace } from '@infinitio/tasks'

/**
 * Returns the name and the length of a file: its SHA-256, or that of its manifest if it is larger than 16 MiB. Throws AdapterError for a file that no job can
 * have.
 */
export function jobFile(bytes: Uint8Array): JobFile {
  try {
    return nameOfFile(bytes)
  } catch (error) {
    throw error instanceof FileManifestError ? new AdapterError('inputInvalid', error.message, { field: 'files' }) : error
  }
}

/**
 * Reads the module of an input, and its file if it has one. Throws an AdapterError if one of them is not on this machine, or has another SHA-256 than the input
 * states.
 */
export async function readModuleFiles(
  input: Pick<JobInput, 'files'>,
  files: RunPlace['files'],
): Promise<{ readonly module: Uint8Array; readonly file: Uint8Array | undefined }> {
  const [module, file] = await Promise.all(['module', 'input'].map((name) => readPromised(name, input.files[name], files.get(name))))
  if (module === undefined) throw new AdapterError('inputInvalid', 'The input has no module.', { field: 'files' })
  return { module, file }
}

async function readPromised(name: string, promised: JobFile | undefined, path: string | undefined): Promise<Uint8Array | undefined> {
  if (promised === undefined) return undefined
  const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined)
  if (bytes === undefined) throw new AdapterError('fileWrong', `The file ${name} is not on this machine.`, { name })
  if (bytes.length !== promised.bytes || jobFile(bytes).sha256 !== promised.sha256)
    throw new AdapterError('fileWrong', `The file ${name} is another one.`, { name })
  return new Uint8Array(bytes)
}
