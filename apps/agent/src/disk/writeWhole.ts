import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'

/**
 * Writes a file completely or not at all, readable only by its owner (0600). Rejects when the disk refuses. If the last step, the rename, fails, deletes the
 * temporary file.
 */
export async function writeWhole(target: string, text: string): Promise<void> {
  const whole = `${target}.${randomBytes(6).toString('hex')}`
  const file = await open(whole, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(whole, target).catch(async (error: unknown) => {
    await rm(whole, { force: true })
    throw error
  })
}
