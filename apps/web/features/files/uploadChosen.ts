import type { LeaseFiles } from '@infinitio/sdk'
import type { Chosen } from '#web/features/files/droppedFiles.ts'
import { pathIn } from '#web/features/files/filePath.ts'

const sliceBytes = 1024 * 1024

/**
 * Uploads the chosen folders, then the files one by one. With `replace`, it overwrites existing files. Throws the errors of `LeaseFiles.write`. Files uploaded
 * before an error remain, each complete.
 */
export async function uploadChosen(
  files: LeaseFiles,
  {
    folder,
    chosen,
    replace,
    onBytes,
    signal,
  }: { folder: string; chosen: Chosen; replace: boolean; onBytes: (bytes: number) => void; signal: AbortSignal },
): Promise<void> {
  for (const path of chosen.folders) {
    signal.throwIfAborted()
    const whole = pathIn(folder, path)
    if ((await files.factsIfThere(whole)) === null) await files.makeFolder(whole)
  }
  for (const { path, file } of chosen.files) await files.write(pathIn(folder, path), slicesOf(file), { replace, onBytes, signal })
}

/** Returns the total bytes of the chosen files. Pure. */
export function bytesOf({ files }: Chosen): number {
  return files.reduce((sum, { file }) => sum + file.size, 0)
}

/** Returns the names that the upload creates directly in the folder, not in subfolders. Pure. */
export function topNames({ folders, files }: Chosen): Set<string> {
  return new Set([...folders, ...files.map(({ path }) => path)].map((path) => path.split('/')[0] ?? ''))
}

async function* slicesOf(file: File): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += sliceBytes) yield new Uint8Array(await file.slice(at, at + sliceBytes).arrayBuffer())
}
