/** Copies the 32-bit words of a GPU buffer that is mapped for reading, and returns the copy. */
export async function readWords(buffer: GPUBuffer): Promise<Int32Array> {
  await buffer.mapAsync(GPUMapMode.READ)
  const words = new Int32Array(buffer.getMappedRange().slice(0))
  buffer.unmap()
  return words
}
