import type { CatalogueWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import type { SavedQuery } from '#web/parts/search/savedQuery.ts'
import { useSavedTitle } from '#web/parts/search/useSavedTitle.ts'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const catalogue = {
  classes: [{ classId: 3, name: 'H100 80 GB' }],
  regions: [{ regionId: 2, name: 'eu-north' }],
} as unknown as CatalogueWire

function Title({ query }: { readonly query: SavedQuery }) {
  return useSavedTitle(catalogue)(query)
}

test.each<[query: SavedQuery, english: string, chinese: string]>([
  [{ run: 'llama-3.3-70b', hours: '24' }, 'Llama 3.3 70B, 4-bit: Any GPU, 24 h', 'Llama 3.3 70B，4-bit：任意 GPU，24 小时'],
  [
    { run: 'sdxl_lora', class: '3', hours: '4' },
    'Fine-tune Stable Diffusion XL: H100 80 GB, 4 h',
    'LoRA 微调 Stable Diffusion XL：H100 80 GB，4 小时',
  ],
  [{ run: 'comfyui', region: '2', hours: '1' }, 'ComfyUI: Any GPU, Northern Europe, 1 h', 'ComfyUI：任意 GPU，北欧，1 小时'],
  [{ run: 'of-another-release', hours: '1' }, 'of-another-release: Any GPU, 1 h', 'of-another-release：任意 GPU，1 小时'],
  [{ class: '3', minGpus: '2', hours: '2' }, '2 × H100 80 GB, 2 h', '2 × H100 80 GB，2 小时'],
  [
    { minRamGib: '64', minDiskGib: '2048', minNetworkMbps: '25000', hours: '2' },
    'Any GPU, 64 GB RAM or more, 2.0 TB disk or more, 25 Gb/s network or more, 2 h',
    '任意 GPU，内存 64 GB 以上，磁盘 2.0 TB 以上，网络 25 Gb/s 以上，2 小时',
  ],
  [
    { maxTotal: '20500000000000000000', minTotalVramGib: '320', hours: '2' },
    'Any GPU, total price up to 20.5 PT, before fees, 320 GB VRAM or more on all GPUs together, 2 h',
    '任意 GPU，总价不超过 20.5 PT（不含手续费），全部 GPU 显存合计 320 GB 以上，2 小时',
  ],
  [
    { notClass: '3', notRegion: '2', country: 'NO', notCountry: 'US', hours: '2' },
    'Any GPU, not H100 80 GB, not in Northern Europe, in Norway, not in United States, 2 h',
    '任意 GPU，排除 H100 80 GB，不在北欧，位于挪威，不在美国，2 小时',
  ],
  [
    { run: 'sdxl', images: 'true', hours: '2' },
    'Stable Diffusion XL: Any GPU, runs images, 2 h',
    'Stable Diffusion XL：任意 GPU，可运行镜像，2 小时',
  ],
  [
    { class: '3', gpuLink: 'nvlink,pcie', hours: '2' },
    'H100 80 GB, NVLink between GPUs, PCIe between GPUs, 2 h',
    'H100 80 GB，GPU 间 NVLink，GPU 间 PCIe，2 小时',
  ],
  [{ class: '3', isolation: 'gvisor', hours: '2' }, 'H100 80 GB, gVisor, 2 h', 'H100 80 GB，gVisor 沙箱，2 小时'],
])('a saved search for %o is called by what a person would say', (query, english, chinese) => {
  expect(markupFor('en', <Title query={query} />).replaceAll('\u00a0', ' ')).toBe(english)
  expect(markupFor('zh', <Title query={query} />).replaceAll('\u00a0', ' ')).toBe(chinese)
})
