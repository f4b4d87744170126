import { boundedParameters } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import type { ParameterSet } from './parameterSource.ts'

/** The values of a parameter that a setting changed, one for each of its `values`; null where nobody told of any. `own` are its settings, as they happened. */
export function valuesBefore({ atCreation = null }: { readonly atCreation?: readonly bigint[] | null }, own: readonly ParameterSet[], index: number) {
  return own[index - 1]?.values ?? atCreation
}

/**
 * What the bounded parameters that a transaction set were before it, by their keys. Events tell it, not the state of a block of then: a node keeps those for ever, and a chain that is
 * loaded again has no other.
 */
export function parametersBefore(sets: readonly ParameterSet[], txHash: Hex32): ReadonlyMap<string, bigint> {
  const found = new Map<string, bigint>()
  for (const parameter of boundedParameters) {
    const own = sets.filter(({ name }) => name === parameter.name)
    const index = own.findIndex((set) => set.txHash === txHash)
    const values = index < 0 ? null : valuesBefore(parameter, own, index)
    for (const [place, { key }] of parameter.values.entries()) {
      const value = values?.[place]
      if (value !== undefined) found.set(key, value)
    }
  }
  return found
}
