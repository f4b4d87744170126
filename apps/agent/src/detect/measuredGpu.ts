import type { GpuReadingWire } from '@infinitio/domain/wire'

/** The readings of one GPU at one moment, with its identity: the driver's UUID and its address on the PCI bus. */
export type MeasuredGpu = GpuReadingWire & { uuid: string | null; busId: string | null }

/** Watches the GPUs of this machine. */
export type GpuWatch = {
  /** Returns the newest readings and leaves out stale ones. Returns an empty list without a GPU. */
  readings(): MeasuredGpu[]
  stop(): void
}
