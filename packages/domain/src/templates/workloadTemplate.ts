import { runsImages } from '../nodes/runsImages.ts'

/** The templates a renter chooses from: a plain shell, a script, known programs in an image, and any image. */
export const templateIds = ['shell', 'script', 'pytorch', 'cuda', 'vllm', 'ollama', 'comfyui', 'ray', 'image'] as const
export type TemplateId = (typeof templateIds)[number]

/**
 * The values that a template sets in a workload, and the requirements that it has for a machine. The renter sees all of them and can change them before
 * signing.
 */
export type WorkloadTemplate = {
  readonly id: TemplateId
  /** Registry and repository of the image, for example `docker.io/ollama/ollama`. Its digest is in the file of pins. Null: the renter chooses the image. */
  readonly image: string | null
  /** The image tag from which `npm run admin -- templates refresh` reads the digest; empty without an image. */
  readonly tag: string
  readonly startScript: string
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Ports that get a web address. */
  readonly ports: readonly number[]
  /** Folders on the lease's disk for the program's data. The image itself is read-only. */
  readonly volumes: readonly string[]
  /** The least memory of all GPUs together, in GiB. 0: the template also runs without a GPU. */
  readonly minVramGib: number
  /** The smallest disk of the machine, in GiB. */
  readonly minDiskGib: number
}

/** The properties of a machine that a template needs: its runtime and its hardware. `vramGib` is the memory of one GPU. */
export type TemplateMachine = { readonly runtime: string | null; readonly gpus: number; readonly vramGib: number; readonly diskGib: number }

/** Returns the reason why a machine cannot run a template, or null if it can. */
export function templateMisfit({ id, minVramGib, minDiskGib }: WorkloadTemplate, machine: TemplateMachine): 'images' | 'vram' | 'disk' | null {
  if (id === 'shell' || id === 'script') return null
  if (!runsImages(machine)) return 'images'
  if (machine.gpus * machine.vramGib < minVramGib) return 'vram'
  return machine.diskGib < minDiskGib ? 'disk' : null
}
