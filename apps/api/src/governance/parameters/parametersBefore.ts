import { boundedParameters } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import type { ParameterSet } from './parameterSource.ts'

/**
 * Returns the values of a parameter before one of its settings, in the order of its `values`, or null if no event
 * contains them. `own` are all settings of this parameter in order.
 */
export function valuesBefore({ atCreation = null }: { readonly atCreation?: readonly bigint[] | null }, own: readonly ParameterSet[], index: number) {
  return own[index - 1]?.values ?? atCreation
}

/**
 * Returns the earlier values of the bounded parameters that a transaction set, by key. Reads events and not the state
 * of old blocks: chain nodes always store events, and a chain that was loaded from a dump has no old states.
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
