import type pg from 'pg'

interface PlanNode {
  Alias?: string
  'Join Type'?: string
  'Parent Relationship'?: string
  Output?: string[]
  Plans?: PlanNode[]
}

/**
 * Returns the positions of the result columns that an outer join may leave null. Postgres plans the statement but does not run it; such a column
 * belongs to a table on the optional side of a join. Finds only unchanged columns, not expressions over them.
 */
export async function columnsOfOuterJoins(client: pg.Client, text: string): Promise<Set<number>> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (generic_plan, verbose, format json) ${text}`)
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  if (plan === undefined) throw new Error('a plan is one row')
  const optional = optionalTables(plan, false)
  const output = plan.Output ?? []
  return new Set(output.flatMap((column, place) => (optional.has(/^\(?"?(\w+)"?\."?\w+"?\)?$/.exec(column)?.[1] ?? '') ? [place] : [])))
}

/** Returns the names of a plan's tables whose rows may be missing. */
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
