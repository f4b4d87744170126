/** What people run and the GPU memory it needs: weights at that precision plus a fifth for cache and work space, in GiB, rounded up. */
export type ModelFit = { readonly key: string; readonly name: string; readonly vramGib: number }

/** Smallest need first. Weights: parameters × bytes per parameter. */
export const modelFits: readonly ModelFit[] = [
  { key: 'whisper', name: 'Whisper large v3', vramGib: 4 },
  { key: 'llama8b4', name: 'Llama 3.1 8B, 4-bit', vramGib: 6 },
  { key: 'sdxl', name: 'Stable Diffusion XL', vramGib: 10 },
  { key: 'llama8b16', name: 'Llama 3.1 8B, 16-bit', vramGib: 19 },
  { key: 'llama70b4', name: 'Llama 3.3 70B, 4-bit', vramGib: 42 },
  { key: 'llama70b8', name: 'Llama 3.3 70B, 8-bit', vramGib: 84 },
  { key: 'llama70b16', name: 'Llama 3.3 70B, 16-bit', vramGib: 168 },
  { key: 'llama405b4', name: 'Llama 3.1 405B, 4-bit', vramGib: 243 },
  { key: 'llama405b8', name: 'Llama 3.1 405B, 8-bit', vramGib: 486 },
]

/** The largest thing of the list that fits into so much GPU memory, or null. */
export function largestFit(vramGib: number): ModelFit | null {
  return modelFits.findLast((model) => model.vramGib <= vramGib) ?? null
}
