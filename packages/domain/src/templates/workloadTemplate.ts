/** The templates a renter chooses from: a plain shell, a script, known programs in an image, and any image. */
export const templateIds = ['shell', 'script', 'pytorch', 'cuda', 'vllm', 'ollama', 'comfyui', 'ray', 'image'] as const
export type TemplateId = (typeof templateIds)[number]

/** What a template fills in, and what it asks of a machine. All of it is shown and can be changed before it is signed. */
export type WorkloadTemplate = {
  readonly id: TemplateId
  /** Registry and repository, without digest: the digest comes from the file of pins. Null: the renter specifies the image. */
  readonly image: string | null
  /** The tag whose digest `npm run admin -- templates refresh` asks for; empty without an image. */
  readonly tag: string
  readonly startScript: string
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** What answers there is reached by HTTPS. */
  readonly ports: readonly number[]
  /** Folders of the lease's disk that hold what the program keeps. The image itself cannot be written. */
  readonly volumes: readonly string[]
  /** Least memory of all GPUs together; 0: runs without a GPU. */
  readonly minVramGib: number
  /** Least disk of the machine. */
  readonly minDiskGib: number
}

/** What a template asks of a machine: how its leases run, and what it has. `vramGib` of one GPU. */
export type TemplateMachine = { readonly runtime: string | null; readonly gpus: number; readonly vramGib: number; readonly diskGib: number }

/** Why a machine cannot hold a template, or null when it can. A machine that does not say that it runs containers takes no images. */
export function templateMisfit({ id, minVramGib, minDiskGib }: WorkloadTemplate, machine: TemplateMachine): 'images' | 'vram' | 'disk' | null {
  if (id === 'shell' || id === 'script') return null
  if (machine.runtime !== 'container') return 'images'
  if (machine.gpus * machine.vramGib < minVramGib) return 'vram'
  return machine.diskGib < minDiskGib ? 'disk' : null
}
