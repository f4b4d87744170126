/** A model with the GPU memory that it needs in GiB. A test compares this list with `memoryOfRun`, which the search page need not load at first. */
export type ModelFit = { readonly run: string; readonly name: string; readonly memoryGib: number }

/** The models, in ascending order of memory. */
export const modelFits: readonly ModelFit[] = [
  { run: 'whisper-large-v3', name: 'Whisper large v3', memoryGib: 4 },
  { run: 'llama-3.1-8b_4bit', name: 'Llama 3.1 8B, 4-bit', memoryGib: 6 },
  { run: 'sdxl', name: 'Stable Diffusion XL', memoryGib: 10 },
  { run: 'llama-3.1-8b', name: 'Llama 3.1 8B, 16-bit', memoryGib: 18 },
  { run: 'llama-3.3-70b', name: 'Llama 3.3 70B, 4-bit', memoryGib: 44 },
  { run: 'llama-3.3-70b_8bit', name: 'Llama 3.3 70B, 8-bit', memoryGib: 81 },
  { run: 'llama-3.3-70b_16bit', name: 'Llama 3.3 70B, 16-bit', memoryGib: 149 },
  { run: 'llama-3.1-405b', name: 'Llama 3.1 405B, 4-bit', memoryGib: 241 },
  { run: 'llama-3.1-405b_8bit', name: 'Llama 3.1 405B, 8-bit', memoryGib: 451 },
]

/** Returns the model of the list with the largest memory need that fits into `vramGib`, or null. */
export function largestFit(vramGib: number): ModelFit | null {
  return modelFits.findLast((model) => model.memoryGib <= vramGib) ?? null
}
