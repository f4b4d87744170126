/**
 * What was read of a file or folder; null when there is none. Any other failure (no right to it, a disk that fails, no free descriptor) rejects: what cannot
 * be read is not gone.
 */
export async function ifThere<Read>(reading: Promise<Read>): Promise<Read | null> {
  try {
    return await reading
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}
