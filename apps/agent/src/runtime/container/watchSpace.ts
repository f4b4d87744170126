import { statfs } from 'node:fs/promises'

const lookEveryMs = 250

/**
 * Calls `onFull` once when the free space of the disk with `folder` has become smaller by more than `mostBytes`. A registry only states the compressed size of
 * an image, so this limits the uncompressed size while an image is pulled. Returns the function that stops watching.
 */
export async function watchSpace({ folder, mostBytes, onFull }: { folder: string; mostBytes: number; onFull: () => void }): Promise<() => void> {
  const freeBytes = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  }
  const before = await freeBytes()
  const timer = setInterval(() => {
    void freeBytes()
      .then((free) => {
        if (before - free <= mostBytes) return
        clearInterval(timer)
        onFull()
      })
      // If the free space cannot be read now, ignore that, because the next check follows soon.
      .catch(() => {})
  }, lookEveryMs)
  return () => clearInterval(timer)
}
