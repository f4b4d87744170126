import type { Queryable } from '../client/queryable.ts'

/** How far the image of a lease is, as JSON text. */
export interface LeaseImagePart {
  nodeId: string
  leaseId: bigint
  image: string
}

/** Notes how far images are; what says nothing new changes no row. Of each lease at most one part a call. Locks the leases' rows. */
export async function saveLeaseImages(db: Queryable, { parts }: { parts: readonly LeaseImagePart[] }): Promise<void> {
  if (parts.length === 0) return
  await db.query(
    `insert into lease_images as known (node_id, lease_id, image)
     select node_id, lease_id, image from unnest($1::text[], $2::bigint[], $3::jsonb[]) as part (node_id, lease_id, image) order by node_id, lease_id
     on conflict (node_id, lease_id) do update set image = excluded.image, updated_at = now() where known.image is distinct from excluded.image`,
    [parts.map((part) => part.nodeId), parts.map((part) => part.leaseId), parts.map((part) => part.image)],
  )
}
