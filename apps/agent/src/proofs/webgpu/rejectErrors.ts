/**
 * Runs work on a GPU and rejects if the device refuses a part of it. Without this, WebGPU skips a refused command, and the results are zeros. Calls do not run at the
 * same time, because the device gives an error to the newest call.
 */
export async function rejectErrors<T>(device: GPUDevice, work: () => Promise<T>): Promise<T> {
  device.pushErrorScope('validation')
  device.pushErrorScope('out-of-memory')
  const [outcome] = await Promise.allSettled([work()])
  const errors = [await device.popErrorScope(), await device.popErrorScope()]
  const refused = errors.find((error) => error !== null)
  // A refused command also makes later steps fail, so its reason comes first.
  if (refused !== undefined) throw new Error(`the GPU refused the work: ${refused.message}`)
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}
