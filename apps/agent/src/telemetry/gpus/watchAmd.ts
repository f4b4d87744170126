import { execFile } from 'node:child_process'
import type { GpuWatch, MeasuredGpu } from '../../detect/measuredGpu.ts'
import { parseRocmSmi } from '../../detect/amd/parseRocmSmi.ts'

const everyMs = 60_000
const staleMs = 150_000
const withinMs = 15_000
const mostBytes = 1024 ** 2
const asked = [
  '--showproductname',
  '--showuniqueid',
  '--showbus',
  '--showuse',
  '--showmeminfo',
  'vram',
  '--showtemp',
  '--showpower',
  '--showclocks',
  '--json',
]

/** Runs `rocm-smi` once a minute, because it has no continuous mode. Stops trying if the program is not installed. */
export function watchAmd({ program = 'rocm-smi' }: { program?: string } = {}): GpuWatch {
  let known: { gpus: MeasuredGpu[]; atMs: number } | null = null
  let timer: NodeJS.Timeout | null = null
  let isStopped = false

  function ask(): void {
    execFile(program, asked, { timeout: withinMs, maxBuffer: mostBytes }, (error, stdout) => {
      if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT' || isStopped) return
      if (error === null) known = { gpus: parseRocmSmi(stdout), atMs: performance.now() }
      timer = setTimeout(ask, everyMs)
      timer.unref()
    })
  }

  ask()
  return {
    readings: () => (known === null || performance.now() - known.atMs > staleMs ? [] : known.gpus),
    stop() {
      isStopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
