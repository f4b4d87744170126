import type { GpuReadingWire } from '@infinitio/domain/wire'

/** One GPU at one moment, and the names that tell which one it is: the driver's own for it, and its place on the bus. */
export type MeasuredGpu = GpuReadingWire & { uuid: string | null; busId: string | null }

/** What knows the GPUs of this machine. */
export type GpuWatch = {
  /** The newest readings, none that are stale; empty where there is no GPU. */
  readings(): MeasuredGpu[]
  stop(): void
}
