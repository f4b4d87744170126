import type { Queryable } from '../client/queryable.ts'

/** The newest reading of a machine, as far as alerts need it. `gpus` is a list, `signingTrouble` an object, as JSON text. */
export interface MachineReading {
  nodeId: string
  at: Date
  diskUsedGib: number | null
  diskTotalGib: number | null
  gpus: string | null
  residueLeases: number | null
  signingTrouble: string | null
}

/** The newest reading of each machine since `from`; machines without one are left out. Index: telemetry (node_id, at). Takes no lock. */
export async function listLatestReadings(db: Queryable, { nodeIds, from }: { nodeIds: readonly string[]; from: Date }): Promise<MachineReading[]> {
  return db.query<MachineReading>(
    `select reading.* from unnest($1::text[]) as wanted (node_id) cross join lateral (
       select node_id as "nodeId", at, disk_used_gib as "diskUsedGib", disk_total_gib as "diskTotalGib", gpus::text, residue_leases as "residueLeases",
         signing_trouble::text as "signingTrouble"
       from telemetry where telemetry.node_id = wanted.node_id and lease_id is null and at >= $2 order by at desc limit 1) as reading`,
    [nodeIds, from],
  )
}
