import { type Client, parsePt, refusal } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import { idsOf } from './idsOf.ts'

/** What a search can ask of a machine. `class` and `region` are ids or words of names; `maxPrice` in PToken per GPU-hour. */
export type ListingFilters = {
  readonly class?: string
  readonly region?: string
  readonly gpus?: string
  readonly hours?: string
  readonly maxPrice?: string
}

type Query = Parameters<Client['saveSearch']>[0]

const plainIds = /^\d{1,3}(,\d{1,3})*$/

/** Adds `--gpu`, `--region` and `--max`, which `search` and `rent` share. */
export function withFilters(command: Command): Command {
  return command
    .addOption(new Option('--gpu, --class <names>', 'GPU by words of its name, as h100, or class ids; alternatives separated by commas'))
    .addOption(new Option('--region <names>', 'regions by words of their names, as eu, or ids; alternatives separated by commas'))
    .addOption(new Option('--max, --max-price <pt>', 'at most so many PT per GPU-hour'))
}

/** The query for what the filters ask for. Reads the catalogue only where a name was said. Throws `api.invalid_field` for a name or price that is none. */
export async function listingQueryOf(client: Client, filters: ListingFilters): Promise<Query> {
  const query: Query = {}
  const said = [filters.class, filters.region].filter((text) => text !== undefined)
  const catalogue = said.every((text) => plainIds.test(text)) ? null : await client.getClasses()
  const ids = (text: string, rows: { id: number; name: string }[] | undefined, option: string) =>
    rows === undefined ? text : idsOf(text, rows, { option }).join(',')
  const classes = catalogue?.classes.map(({ classId, name }) => ({ id: classId, name }))
  const regions = catalogue?.regions.map(({ regionId, name }) => ({ id: regionId, name }))
  if (filters.class !== undefined) query.class = ids(filters.class, classes, '--gpu')
  if (filters.region !== undefined) query.region = ids(filters.region, regions, '--region')
  if (filters.gpus !== undefined) query.minGpus = filters.gpus
  if (filters.hours !== undefined) query.hours = filters.hours
  if (filters.maxPrice !== undefined) query.maxPricePerGpuHour = baseUnitsOf(filters.maxPrice)
  return query
}

function baseUnitsOf(text: string): string {
  const units = parsePt(text)
  if (units === null) throw refusal('api.invalid_field', { detail: `--max ${text}` })
  return units.toString()
}
