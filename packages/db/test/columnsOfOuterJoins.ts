import type pg from 'pg'

interface PlanNode {
  Alias?: string
  'Join Type'?: string
  'Parent Relationship'?: string
  Output?: string[]
  Plans?: PlanNode[]
}

/**
 * Returns the positions of the result columns that an outer join may leave null. Such a column belongs to a table on the optional side of a join. Postgres only
 * plans the statement, without running it. Finds only columns that are selected unchanged, not expressions of columns.
 */
export async function columnsOfOuterJoins(client: pg.Client, text: string): Promise<Set<number>> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (generic_plan, verbose, format json) ${text}`)
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  if (plan === undefined) throw new Error('a plan is one row')
  const optional = optionalTables(plan, false)
  const output = plan.Output ?? []
  return new Set(output.flatMap((column, place) => (optional.has(/^\(?"?(\w+)"?\."?\w+"?\)?$/.exec(column)?.[1] ?? '') ? [place] : [])))
}

/** Returns the names of those tables in a query plan that an outer join may leave without a row. */
function optionalTables(node: PlanNode, isOptional: boolean): Set<string> {
  const names = new Set(isOptional && node.Alias !== undefined ? [node.Alias] : [])
  for (const part of node.Plans ?? []) {
    const side = part['Parent Relationship']
    if (side === 'InitPlan' || side === 'SubPlan') continue
    const join = node['Join Type']
    const mayMiss = join === 'Full' || (join === 'Left' && side === 'Inner') || (join === 'Right' && side === 'Outer')
    for (const name of optionalTables(part, isOptional || mayMiss)) names.add(name)
  }
  return names
}
