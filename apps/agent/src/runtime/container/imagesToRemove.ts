/** An image that was pulled for a lease: its size, when a lease last ran in it, and whether one does now. */
export type CachedImage = { reference: string; bytes: number; usedAtSeconds: number; inUse: boolean }

/** Which images have to go so that the rest is not larger than `mostBytes`: those that no lease uses, the least recently used first. Pure. */
export function imagesToRemove(images: readonly CachedImage[], mostBytes: number): string[] {
  const removed: string[] = []
  let bytes = images.reduce((sum, image) => sum + image.bytes, 0)
  for (const image of images.filter(({ inUse }) => !inUse).sort((a, b) => a.usedAtSeconds - b.usedAtSeconds)) {
    if (bytes <= mostBytes) break
    removed.push(image.reference)
    bytes -= image.bytes
  }
  return removed
}
