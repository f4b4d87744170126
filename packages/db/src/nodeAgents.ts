// The agents of nodes and their newest log lines. The API (role infinitio_api) writes the table `node_agents`.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

/** One line of an agent's log. `n` is the number of the line since the agent started; `at` is in Unix seconds of the machine's clock. */
export interface AgentLine {
  n: number
  at: number
  level: string
  text: string
  code: string | null
  leaseId: string | null
}

const agentRow = rowOf({
  version: tables.node_agents.version,
  startedAt: tables.node_agents.started_at,
  bootedAt: tables.node_agents.booted_at,
  reportedAt: tables.node_agents.reported_at,
  /** The log lines as JSON text: a list of `AgentLine`, oldest first. */
  lines: 'text',
})

/** The last report of a node's agent. `startedAt` and `bootedAt` are in Unix seconds of the machine's clock. */
export type NodeAgentRow = RowOf<typeof agentRow>

const columns = 'version, started_at as "startedAt", booted_at as "bootedAt", reported_at as "reportedAt", lines::text as lines'

const agentOfNode = statement(agentRow, `select ${columns} from node_agents where node_id = $1`)

/** Returns the last report of a node's agent, or null. Index: node_agents (node_id). Takes no lock. */
export function readNodeAgent(db: Queryable, { nodeId }: { nodeId: string }): Promise<NodeAgentRow | null> {
  return agentOfNode.first(db, [nodeId])
}

/**
 * Stores a report of a node's agent, and adds its log lines to the stored ones. Only the newest `mostLines` lines remain. If the agent has already reported a
 * line since its start, the line is not added again. Locks the row. Index: node_agents (node_id).
 */
export async function saveNodeAgent(
  db: Queryable,
  report: { nodeId: string; version: string; startedAt: bigint; bootedAt: bigint | null; lines: readonly AgentLine[]; mostLines: number },
): Promise<void> {
  await db.query(
    `insert into node_agents as known (node_id, version, started_at, booted_at, lines) values ($1, $2, $3, $4, $5)
     on conflict (node_id) do update set version = excluded.version, started_at = excluded.started_at, booted_at = excluded.booted_at, reported_at = now(),
       lines = (select coalesce(jsonb_agg(line order by place), '[]') from (
         select line, place from jsonb_array_elements(known.lines || (
           select coalesce(jsonb_agg(fresh), '[]') from jsonb_array_elements(excluded.lines) as fresh
           where known.started_at <> excluded.started_at or (fresh ->> 'n')::int > coalesce((known.lines -> -1 ->> 'n')::int, 0)
         )) with ordinality as every_line (line, place) order by place desc limit $6) as newest)`,
    [report.nodeId, report.version, report.startedAt, report.bootedAt, JSON.stringify(report.lines), report.mostLines],
  )
}
