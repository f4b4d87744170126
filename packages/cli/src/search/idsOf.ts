import { idsMeant, type Named, refusal } from '@infinitio/sdk'

export type { Named } from '@infinitio/sdk'

/**
 * Returns the ids of the classes or regions that `text` means, by the rules of `idsMeant`. The text may list several alternatives. Throws `api.invalid_field`
 * with the known names if an alternative fits no class or region. Pure.
 */
export function idsOf(text: string, rows: readonly Named[], { option }: { option: string }): number[] {
  const meant = idsMeant(text, rows)
  if ('unknown' in meant) throw refusal('api.invalid_field', { detail: `${option} ${meant.unknown}: ${rows.map(({ name }) => name).join(', ')}` })
  return meant.ids
}
