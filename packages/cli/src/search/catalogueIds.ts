import { type Client, refusal } from '@infinitio/sdk'
import { idsOf } from './idsOf.ts'

type Asked = { readonly of: 'classes' | 'regions'; readonly option: string }

const plainIds = /^\d{1,3}(,\d{1,3})*$/

/**
 * Returns the ids of the classes or regions that an option names by words or ids. Reads the catalogue only for words. Throws `api.invalid_field` with the names
 * that exist.
 */
export async function catalogueIds(client: Client, text: string, { of, option }: Asked): Promise<number[]> {
  if (plainIds.test(text)) return [...new Set(text.split(',').map(Number))]
  const { classes, regions } = await client.getClasses()
  const rows =
    of === 'classes' ? classes.map(({ classId, name }) => ({ id: classId, name })) : regions.map(({ regionId, name }) => ({ id: regionId, name }))
  return idsOf(text, rows, { option })
}

/**
 * Returns the region of `--region` as a query of an endpoint, or an empty query without the option. Throws
 * `api.invalid_field` for an unknown region, and for words that mean several regions.
 */
export async function regionAsked(client: Client, text: string | undefined): Promise<{ region?: number }> {
  if (text === undefined) return {}
  const [id, ...others] = await catalogueIds(client, text, { of: 'regions', option: '--region' })
  if (others.length > 0) throw refusal('api.invalid_field', { detail: `--region ${text}: these are ${others.length + 1} regions; give one` })
  return id === undefined ? {} : { region: id }
}
