/**
 * Facts of one GPU class, entered by hand. Memory and model come from data sheets. CPU cores, RAM and disk for each GPU are those that clouds usually offer
 * with it.
 */
export type ClassFacts = { vramGib: number; gpuModel: string; cpuCoresPerGpu: number; ramGibPerGpu: number; diskGibPerGpu: number }

/** The GPU classes of simulated machines, by their names in the on-chain catalogue. */
export const classFacts = {
  'NVIDIA H100 SXM 80 GB': { vramGib: 80, gpuModel: 'NVIDIA H100 SXM5 80GB', cpuCoresPerGpu: 24, ramGibPerGpu: 256, diskGibPerGpu: 3500 },
  'NVIDIA H200 141 GB': { vramGib: 141, gpuModel: 'NVIDIA H200 SXM5 141GB', cpuCoresPerGpu: 24, ramGibPerGpu: 256, diskGibPerGpu: 3500 },
  'NVIDIA B200 180 GB': { vramGib: 180, gpuModel: 'NVIDIA B200 SXM 180GB', cpuCoresPerGpu: 24, ramGibPerGpu: 256, diskGibPerGpu: 3500 },
  'NVIDIA A100 SXM 80 GB': { vramGib: 80, gpuModel: 'NVIDIA A100 SXM4 80GB', cpuCoresPerGpu: 12, ramGibPerGpu: 144, diskGibPerGpu: 1000 },
  'NVIDIA A100 40 GB': { vramGib: 40, gpuModel: 'NVIDIA A100 SXM4 40GB', cpuCoresPerGpu: 12, ramGibPerGpu: 144, diskGibPerGpu: 1000 },
  'NVIDIA L40S 48 GB': { vramGib: 48, gpuModel: 'NVIDIA L40S 48GB', cpuCoresPerGpu: 12, ramGibPerGpu: 96, diskGibPerGpu: 950 },
  'NVIDIA L4 24 GB': { vramGib: 24, gpuModel: 'NVIDIA L4 24GB', cpuCoresPerGpu: 12, ramGibPerGpu: 48, diskGibPerGpu: 900 },
  'NVIDIA T4 16 GB': { vramGib: 16, gpuModel: 'NVIDIA T4 16GB', cpuCoresPerGpu: 12, ramGibPerGpu: 48, diskGibPerGpu: 225 },
  'NVIDIA A10G 24 GB': { vramGib: 24, gpuModel: 'NVIDIA A10G 24GB', cpuCoresPerGpu: 12, ramGibPerGpu: 48, diskGibPerGpu: 950 },
  'NVIDIA V100 16 GB': { vramGib: 16, gpuModel: 'NVIDIA V100 SXM2 16GB', cpuCoresPerGpu: 8, ramGibPerGpu: 61, diskGibPerGpu: 200 },
  'NVIDIA RTX 4090 24 GB': { vramGib: 24, gpuModel: 'NVIDIA GeForce RTX 4090', cpuCoresPerGpu: 8, ramGibPerGpu: 48, diskGibPerGpu: 500 },
  'NVIDIA RTX 5090 32 GB': { vramGib: 32, gpuModel: 'NVIDIA GeForce RTX 5090', cpuCoresPerGpu: 9, ramGibPerGpu: 48, diskGibPerGpu: 500 },
  'NVIDIA RTX A6000 48 GB': { vramGib: 48, gpuModel: 'NVIDIA RTX A6000 48GB', cpuCoresPerGpu: 28, ramGibPerGpu: 60, diskGibPerGpu: 400 },
  'NVIDIA RTX PRO 6000 96 GB': {
    vramGib: 96,
    gpuModel: 'NVIDIA RTX PRO 6000 Blackwell 96GB',
    cpuCoresPerGpu: 24,
    ramGibPerGpu: 256,
    diskGibPerGpu: 1900,
  },
} satisfies Record<string, ClassFacts>

/** The name of a class that a simulated machine can have. */
export type ClassName = keyof typeof classFacts
