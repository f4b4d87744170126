import { type FieldProblem, idsMeant, isRefusal, nearestWord, type Refusal } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'

const catalogueOf = { gpu: 'classes', class: 'classes', notClass: 'classes', region: 'regions', notRegion: 'regions' } as const

/** The fields of a request that hold ids, or parts of names, of classes and regions. */
type NamedField = keyof typeof catalogueOf
type Asked<Name extends NamedField> = { readonly in: FieldProblem['in']; readonly fields: { readonly [Key in Name]: string | undefined } }

const plainIds = /^\d{1,3}(,\d{1,3})*$/
const mostId = 255

/**
 * Returns the ids that the fields of a request mean. Reads the catalogue only if a field contains a name. Refuses with `api.invalid_field` and the names of the
 * catalogue for each name that fits no class or region, and with `api.not_ready`.
 */
export async function idsOfNames<Name extends NamedField>(
  market: Pick<Services['market'], 'ask'>,
  { in: where, fields }: Asked<Name>,
): Promise<{ [Key in Name]?: number[] } | Refusal> {
  const found: { [Key in Name]?: number[] } = {}
  const asked = (Object.entries(fields) as [Name, string | undefined][]).flatMap(([field, text]) => (text === undefined ? [] : [{ field, text }]))
  const refused: Refusal[] = []
  for (const { field, text } of asked) {
    const typed = plainIds.test(text) ? text.split(',').map(Number) : []
    const isIds = typed.length > 0 && typed.every((id) => id <= mostId)
    const ids = isIds ? [...new Set(typed)] : await idsOfName(market, { in: where, field, text })
    if (isRefusal(ids)) refused.push(ids)
    else found[field] = ids
  }
  const [first] = refused
  return first === undefined ? found : { ...first, errors: refused.flatMap(({ errors }) => errors ?? []) }
}

type AskedName = { readonly in: FieldProblem['in']; readonly field: NamedField; readonly text: string }

async function idsOfName(market: Pick<Services['market'], 'ask'>, { in: where, field, text }: AskedName): Promise<number[] | Refusal> {
  const catalogue = await market.ask({ kind: 'catalogue' })
  if (isRefusal(catalogue)) return catalogue
  const rows =
    catalogueOf[field] === 'classes'
      ? catalogue.classes.map(({ classId, name }) => ({ id: classId, name }))
      : catalogue.regions.map(({ regionId, name }) => ({ id: regionId, name }))
  const meant = idsMeant(text, rows)
  if ('ids' in meant) return meant.ids
  const names = rows.map(({ name }) => name)
  const near = nearestName(meant.unknown, names)
  const detail = `must be parts of one or more of these names: ${names.join(', ')}${near === null ? '' : `. Did you mean ${near}?`}`
  return {
    rejected: 'api.invalid_field',
    detail: `${where}.${field}: ${detail}`,
    errors: [{ in: where, pointer: `/${field}`, code: 'api.invalid_field', detail }],
  }
}

/** Returns the word of the names that is most similar to the typed text, or null if all differ much. Pure. */
function nearestName(typed: string, names: readonly string[]): string | null {
  const words = names.flatMap((name) => name.toLowerCase().match(/[a-z0-9]+/g) ?? [])
  return nearestWord(typed.trim().toLowerCase(), words)
}
