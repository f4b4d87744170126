-- Not breaking. Nodes are answering, suspect or lost. `lost_at` counts only while it is not before `last_seen_at`, so a release that knows
-- `silent` alone writes nothing that reads as lost. `silent` stays until no release that may still run writes it.
ALTER TABLE "node_heartbeats" ADD COLUMN "lost_at" TIMESTAMPTZ(3);

-- Leases that ran on a node when it was lost: fenced for good. `since` is the node's last sign of life in Unix seconds of the block clock;
-- it never changes, so that what is signed about it is always the same. The bid's hash tells a lease from one of a dropped block.
CREATE TABLE "lost_leases" (
  "lease_id" BIGINT NOT NULL,
  "bid_hash" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "since" BIGINT NOT NULL,
  "lost_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("lease_id", "bid_hash")
);
CREATE INDEX "lost_leases_node_id_idx" ON "lost_leases" ("node_id");

GRANT SELECT, INSERT ON "lost_leases" TO infinitio_api;
GRANT SELECT ON "lost_leases" TO infinitio_worker, infinitio_gateway;
