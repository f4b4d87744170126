/** Returns a copy of the words of a buffer that the processor can map. */
export async function readWords(buffer: GPUBuffer): Promise<Int32Array> {
  await buffer.mapAsync(GPUMapMode.READ)
  const words = new Int32Array(buffer.getMappedRange().slice(0))
  buffer.unmap()
  return words
}
