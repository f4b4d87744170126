import type { Logger } from '@infinitio/process'
import type { GpuWatch } from '../../detect/measuredGpu.ts'
import { watchAmd } from './watchAmd.ts'
import { watchNvidia } from './watchNvidia.ts'

/** Watches the GPUs of this machine: NVIDIA's, or AMD's if NVIDIA's program is not installed. With neither program, starts no process. */
export function watchGpus({ logger }: { logger: Logger }): GpuWatch {
  let isStopped = false
  let watch: GpuWatch = watchNvidia({
    logger,
    onMissing: () => {
      if (!isStopped) watch = watchAmd()
    },
  })
  return {
    readings: () => watch.readings(),
    stop() {
      isStopped = true
      watch.stop()
    },
  }
}
