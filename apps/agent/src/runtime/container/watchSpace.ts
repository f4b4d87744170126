import { statfs } from 'node:fs/promises'

const lookEveryMs = 250

/**
 * Calls `onFull` once when the disk of `folder` has lost more than `mostBytes` of free space since the call. A registry states only the packed size of an
 * image, so the pull of an image uses this to limit its unpacked size. Returns the function that stops watching.
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
