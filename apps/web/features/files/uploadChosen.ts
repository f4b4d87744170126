import type { LeaseFiles } from '@infinitio/sdk'
import type { Chosen } from '#web/features/files/droppedFiles.ts'
import { pathIn } from '#web/features/files/filePath.ts'

const sliceBytes = 1024 * 1024

/**
 * Uploads what was chosen into a folder: folders first, then one file after the other. With `replace` files that are there give way. Throws as `LeaseFiles.write`; what is
 * there by then stays, each file whole.
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

/** How many bytes it is in all. Pure. */
export function bytesOf({ files }: Chosen): number {
  return files.reduce((sum, { file }) => sum + file.size, 0)
}

/** The names that would be new in the folder itself. Pure. */
export function topNames({ folders, files }: Chosen): Set<string> {
  return new Set([...folders, ...files.map(({ path }) => path)].map((path) => path.split('/')[0] ?? ''))
}

async function* slicesOf(file: File): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += sliceBytes) yield new Uint8Array(await file.slice(at, at + sliceBytes).arrayBuffer())
}
