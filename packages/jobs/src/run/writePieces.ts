import { rename, rm, writeFile } from 'node:fs/promises'

/**
 * Writes the pieces of a file one after the other. The path has the whole file or does not exist, also if the process ends before. Only the owner can read
 * it. Throws the errors of the disk and of `pieces`, and then leaves nothing behind.
 */
export async function writePieces(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${path}.${process.pid}.part`
  try {
    await writeFile(part, pieces, { mode: 0o600 })
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
