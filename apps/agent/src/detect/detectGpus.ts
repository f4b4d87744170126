import { execFile } from 'node:child_process'

/** One GPU as the driver names it. */
export type DetectedGpu = { model: string; vramGib: number }

const withinMs = 10_000

/**
 * The GPUs `nvidia-smi` reports, empty where there is none or no driver answers within 10 s. Never rejects: a machine without a
 * GPU is a machine.
 */
export function detectGpus(): Promise<DetectedGpu[]> {
  return new Promise((resolve) => {
    execFile('nvidia-smi', ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits'], { timeout: withinMs }, (error, stdout) => {
      resolve(error === null ? parseGpuList(stdout) : [])
    })
  })
}

/** Reads `name, MiB` lines; a line that says anything else is left out. Memory is rounded to the nearest GiB, as classes are named. */
export function parseGpuList(text: string): DetectedGpu[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(.+), (\d+)$/.exec(line.trim())
    const [, model, mib] = match ?? []
    return model === undefined || mib === undefined ? [] : [{ model: model.trim(), vramGib: Math.round(Number(mib) / 1024) }]
  })
}
