import { refusal } from '@infinitio/sdk'
import { isContext, isQuantization, isRegion, quantizations, type StatedFacts } from '@infinitio/services'

/** Options with which a seller states facts in the terms of a service. */
export type StatedOptions = { readonly context?: string; readonly quantization?: string; readonly region?: string }

/** Reads the facts that a seller states. Throws `api.invalid_field` for a value that terms cannot have. */
export function statedFactsOf({ context, quantization, region }: StatedOptions): StatedFacts {
  const contextTokens = context === undefined ? undefined : Number(context)
  if (contextTokens !== undefined && !isContext(contextTokens))
    throw refusal('api.invalid_field', { detail: `--context ${context}: a number of tokens` })
  if (quantization !== undefined && !isQuantization(quantization))
    throw refusal('api.invalid_field', { detail: `--quantization ${quantization}: one of ${quantizations.join(', ')}` })
  if (region !== undefined && !isRegion(region))
    throw refusal('api.invalid_field', { detail: `--region ${region}: up to 32 lower-case letters, digits and hyphens` })
  return {
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(quantization === undefined ? {} : { quantization }),
    ...(region === undefined ? {} : { region }),
  }
}

/** Returns the stated facts of a service as lines with a name and a value. */
export function statedLines({ contextTokens, quantization, region }: StatedFacts): (readonly [string, string])[] {
  return [
    ...(contextTokens === undefined ? [] : [['Context', `${contextTokens} tokens`] as const]),
    ...(quantization === undefined ? [] : [['Quantisation', quantization] as const]),
    ...(region === undefined ? [] : [['Region', region] as const]),
  ]
}
