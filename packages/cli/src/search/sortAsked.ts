import { refusal } from '@infinitio/sdk'

const sorts = ['price', 'total', 'value', 'vram', 'newest', 'ready'] as const

/** The order that `--sort` names. Throws `api.invalid_field` for one there is not. Pure. */
export function sortAsked(text: string): (typeof sorts)[number] {
  const sort = sorts.find((known) => known === text)
  if (sort === undefined) throw refusal('api.invalid_field', { detail: `--sort ${text}: ${sorts.join(', ')}` })
  return sort
}
