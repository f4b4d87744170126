import type { Isolation } from '@infinitio/domain'
import type { Queryable } from '../client/queryable.ts'

/** What an agent says about its machine that the chain does not know. */
export interface NodeProfile {
  nodeId: string
  name: string
  simulated: boolean
  country: string | null
  city: string | null
  latitude: number | null
  longitude: number | null
  cpuModel: string | null
  gpuModel: string | null
  runtime: string
  isolation: Isolation
}

/** Writes the profile of a node, replacing the one before. Index: node_profiles (node_id). */
export async function upsertNodeProfile(db: Queryable, profile: NodeProfile): Promise<void> {
  await db.query(
    `insert into node_profiles (node_id, name, simulated, country, city, latitude, longitude, cpu_model, gpu_model, runtime, isolation)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (node_id) do update set name = excluded.name, simulated = excluded.simulated, country = excluded.country, city = excluded.city,
       latitude = excluded.latitude, longitude = excluded.longitude, cpu_model = excluded.cpu_model, gpu_model = excluded.gpu_model,
       runtime = excluded.runtime, isolation = excluded.isolation, updated_at = now()`,
    [
      profile.nodeId,
      profile.name,
      profile.simulated,
      profile.country,
      profile.city,
      profile.latitude,
      profile.longitude,
      profile.cpuModel,
      profile.gpuModel,
      profile.runtime,
      profile.isolation,
    ],
  )
}
