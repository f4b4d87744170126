import { statfs } from 'node:fs/promises'

const lookEveryMs = 250

/**
 * Calls `onFull` once when the disk that `folder` is on has lost more than `mostBytes` since now: a registry says how large an image is packed, and not
 * what it unpacks to. Returns how to stop looking.
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
      // Not to be asked just now: the next look is soon.
      .catch(() => {})
  }, lookEveryMs)
  return () => clearInterval(timer)
}
