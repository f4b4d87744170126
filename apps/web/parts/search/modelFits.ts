import { useTranslations } from 'next-intl'

/**
 * A model with the number of bits per weight (if several are common) and the GPU memory that it needs, in GiB. A test compares this list with `memoryOfRun`, so
 * that the search page need not load that function at first.
 */
export type ModelFit = { readonly run: string; readonly name: string; readonly bits: string; readonly memoryGib: number }

/** The models, in ascending order of memory. */
export const modelFits: readonly ModelFit[] = [
  { run: 'whisper-large-v3', name: 'Whisper large v3', bits: 'none', memoryGib: 4 },
  { run: 'llama-3.1-8b_4bit', name: 'Llama 3.1 8B', bits: '4', memoryGib: 6 },
  { run: 'sdxl', name: 'Stable Diffusion XL', bits: 'none', memoryGib: 10 },
  { run: 'llama-3.1-8b', name: 'Llama 3.1 8B', bits: '16', memoryGib: 18 },
  { run: 'llama-3.3-70b', name: 'Llama 3.3 70B', bits: '4', memoryGib: 44 },
  { run: 'llama-3.3-70b_8bit', name: 'Llama 3.3 70B', bits: '8', memoryGib: 81 },
  { run: 'llama-3.3-70b_16bit', name: 'Llama 3.3 70B', bits: '16', memoryGib: 149 },
  { run: 'llama-3.1-405b', name: 'Llama 3.1 405B', bits: '4', memoryGib: 241 },
  { run: 'llama-3.1-405b_8bit', name: 'Llama 3.1 405B', bits: '8', memoryGib: 451 },
]

/** Returns the model of the list with the largest memory need that fits into `vramGib`, or null. */
export function largestFit(vramGib: number): ModelFit | null {
  return modelFits.findLast((model) => model.memoryGib <= vramGib) ?? null
}

/** Returns a function that writes the name of a model of the list: "Llama 3.1 8B, 16-bit". */
export function useFitName(): (fit: ModelFit) => string {
  const t = useTranslations('run.title')
  return ({ name, bits }) => t('inference', { name, bits })
}
