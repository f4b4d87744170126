import type { GpuReadingWire } from '@infinitio/domain/wire'

/**
 * Measured values of one GPU at one moment (load, memory, temperature and others), with its identity: the driver's UUID and its address on the PCI bus. `isLost`
 * is true if the driver reports that it lost the GPU; then no value is known.
 */
export type MeasuredGpu = GpuReadingWire & { uuid: string | null; busId: string | null; isLost?: boolean }

/** Repeatedly measures the GPUs of this machine until `stop` is called. */
export type GpuWatch = {
  /** Returns the newest measured values of each GPU. Leaves out values that are too old. Returns an empty list without a GPU. */
  readings(): MeasuredGpu[]
  stop(): void
}
