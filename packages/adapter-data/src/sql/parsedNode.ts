/** A node of what DuckDB's parser made of a query. */
export type ParsedNode = { readonly [key: string]: unknown }

/** Returns a text of a node, or '' for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Returns a list of names of a node, or none for anything else. */
export function namesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
