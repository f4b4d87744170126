/**
 * Resolves with the result of reading a file or folder; null when it does not exist. Rejects on every other failure (no permission, a failing disk, too many
 * open files), so that an unreadable file does not count as deleted.
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
