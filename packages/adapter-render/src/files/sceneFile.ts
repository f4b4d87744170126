import { readFile } from 'node:fs/promises'
import { FileManifestError, nameOfFile } from '@infinitio/domain'
import { AdapterError, type JobFile } from '@infinitio/tasks'

/** The first bytes of a Blender file: plain, compressed by Zstandard (since Blender 3.0), and compressed by gzip (before). */
const beginnings = [[...Buffer.from('BLENDER')], [0x28, 0xb5, 0x2f, 0xfd], [0x1f, 0x8b]] as const

/**
 * Returns the name and the length of a scene, as the input of a job states them. Throws an AdapterError for a file that is not of Blender, and for one that no job
 * can have.
 */
export async function sceneFile(path: string): Promise<JobFile> {
  const bytes = new Uint8Array(await readFile(path))
  if (!beginnings.some((beginning) => beginning.every((byte, at) => bytes[at] === byte)))
    throw new AdapterError('inputInvalid', 'scene is not a Blender file (.blend).', { field: 'files', name: 'scene' })
  return nameOf(bytes)
}

/** Throws an AdapterError if the file at a path is not the promised one. */
export async function checkScene(promised: JobFile, path: string | undefined): Promise<string> {
  const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined)
  if (path === undefined || bytes === undefined) throw new AdapterError('fileWrong', 'The file scene is not on this machine.', { name: 'scene' })
  if (bytes.length !== promised.bytes || nameOf(new Uint8Array(bytes)).sha256 !== promised.sha256)
    throw new AdapterError('fileWrong', 'The file scene is another one.', { name: 'scene' })
  return path
}

function nameOf(bytes: Uint8Array): JobFile {
  try {
    return nameOfFile(bytes)
  } catch (error) {
    throw error instanceof FileManifestError ? new AdapterError('inputInvalid', error.message, { field: 'files' }) : error
  }
}
