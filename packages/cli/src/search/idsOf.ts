import { idsMeant, type Named, refusal } from '@infinitio/sdk'

export type { Named } from '@infinitio/sdk'

/** The ids that `text` means, as `idsMeant`. Throws `api.invalid_field` with the names there are when an alternative means none. Pure. */
export function idsOf(text: string, rows: readonly Named[], { option }: { option: string }): number[] {
  const meant = idsMeant(text, rows)
  if ('unknown' in meant) throw refusal('api.invalid_field', { detail: `${option} ${meant.unknown}: ${rows.map(({ name }) => name).join(', ')}` })
  return meant.ids
}
