/** The names of quantisations that terms may state. OpenRouter uses the same names in `provider.quantizations`. */
export const quantizations = ['int4', 'int8', 'fp4', 'fp6', 'fp8', 'fp16', 'bf16', 'fp32'] as const
export type Quantization = (typeof quantizations)[number]

/**
 * The facts that a seller may state in its terms, and that nobody has verified: the largest number of tokens of a prompt and its answer together, the
 * quantisation of the weights, and the region of the machines in lower-case letters, digits and hyphens.
 */
export type StatedFacts = { readonly contextTokens?: number; readonly quantization?: Quantization; readonly region?: string }

const mostContext = 100_000_000

/** Returns true if a value can be the context of a model in tokens. */
export function isContext(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostContext
}

/** Returns true if a value is the name of a quantisation. */
export function isQuantization(value: unknown): value is Quantization {
  return quantizations.some((one) => one === value)
}

/** Returns true if a value can be the name of a region. */
export function isRegion(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(value)
}
