import type { WorkloadTemplate } from './workloadTemplate.ts'

/** What a template asks of a machine: how its leases run, and what it has. `vramGib` of one GPU. */
export type TemplateMachine = { readonly runtime: string | null; readonly gpus: number; readonly vramGib: number; readonly diskGib: number }

/** Why a machine cannot hold a template, or null when it can. A machine that does not say that it runs containers takes no images. */
export function templateMisfit({ id, minVramGib, minDiskGib }: WorkloadTemplate, machine: TemplateMachine): 'images' | 'vram' | 'disk' | null {
  if (id === 'shell' || id === 'script') return null
  if (machine.runtime !== 'container') return 'images'
  if (machine.gpus * machine.vramGib < minVramGib) return 'vram'
  return machine.diskGib < minDiskGib ? 'disk' : null
}
