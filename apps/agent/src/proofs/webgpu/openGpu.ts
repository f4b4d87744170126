/// <reference types="@webgpu/types" />
import { createRequire } from 'node:module'

/** A GPU that is opened and ready for work. */
export type OpenGpu = { readonly name: string; readonly device: GPUDevice }

/** The exports of Dawn's native module that are used here. */
type Dawn = { readonly create: (flags: string[]) => GPU; readonly globals: Record<string, unknown> }

const mostBufferBytes = 2 ** 30
/** References to all instances of Dawn in this process. If the garbage collector freed one, Dawn would end the process. */
const kept = new Set<GPU>()

/** Names of graphics drivers that calculate on the processor. They use the machine's own memory, which leases need too. */
const software = /swiftshader|llvmpipe|lavapipe/i

/**
 * Opens the GPU that this process can use, through Dawn's native module at `dawn`. Rejects if the module cannot be loaded, if no driver answers, or if the
 * driver is software and `isSoftwareAllowed` is false. The GPU is only released when this process ends.
 */
export async function openGpu({ dawn, isSoftwareAllowed }: { dawn: string; isSoftwareAllowed: boolean }): Promise<OpenGpu> {
  const { create, globals } = createRequire(import.meta.url)(dawn) as Dawn
  Object.assign(globalThis, globals)
  const instance = create([])
  kept.add(instance)
  const adapter = await instance.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) throw new Error('no GPU answers by Vulkan; Debian has the loader as libvulkan1, and the driver of the GPU must be installed')
  const { description, device: model, vendor, isFallbackAdapter } = adapter.info
  const isSoftware = isFallbackAdapter || software.test(`${description} ${model}`)
  if (isSoftware && !isSoftwareAllowed)
    throw new Error(`only a software driver answers by Vulkan (${description || model}): install the driver of the GPU`)
  const bytes = Math.min(mostBufferBytes, adapter.limits.maxBufferSize, adapter.limits.maxStorageBufferBindingSize)
  const device = await adapter.requestDevice({ requiredLimits: { maxBufferSize: bytes, maxStorageBufferBindingSize: bytes } })
  return { name: [model, description, vendor].find((part) => part !== '') ?? 'GPU', device }
}
