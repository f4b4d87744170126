-- BREAKING: servers of the version before name these rows by the bid alone. One bid can make several leases: a split order, a cluster. Each of them has a
-- disk, host names and a move of its own, so their rows are keyed by bid and lease.

-- `lease_id` 0 stands for every lease of the bid: what a renter asks for before the bid has made one. No lease has the number 0.
ALTER TABLE "disk_restores" ADD COLUMN "lease_id" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "disk_restores" DROP CONSTRAINT "disk_restores_pkey", ADD PRIMARY KEY ("bid_hash", "lease_id");
INSERT INTO "disk_restores" ("bid_hash", "lease_id", "account", "snapshot_id", "sealed_key", "state", "percent", "code", "created_at", "updated_at")
  SELECT r."bid_hash", l."lease_id", r."account", r."snapshot_id", r."sealed_key", r."state", r."percent", r."code", r."created_at", r."updated_at"
  FROM "disk_restores" r JOIN "leases" l USING ("bid_hash") WHERE r."state" <> 'waiting';

DROP INDEX "disk_snapshots_bid_hash_idx";
CREATE INDEX "disk_snapshots_bid_hash_lease_id_idx" ON "disk_snapshots" ("bid_hash", "lease_id");

DROP INDEX "lease_moves_bid_hash_idx";
CREATE INDEX "lease_moves_bid_hash_lease_id_idx" ON "lease_moves" ("bid_hash", "lease_id");
DROP INDEX "lease_moves_underway";
-- One move of a lease at a time.
CREATE UNIQUE INDEX "lease_moves_underway" ON "lease_moves" ("bid_hash", "lease_id") WHERE "state" NOT IN ('done', 'failed', 'cancelled');

ALTER TABLE "moved_leases" DROP CONSTRAINT "moved_leases_pkey", ADD PRIMARY KEY ("bid_hash", "lease_id");

-- A label led to the newest lease of its bid.
ALTER TABLE "lease_endpoints" ADD COLUMN "lease_id" BIGINT;
UPDATE "lease_endpoints" e SET "lease_id" = coalesce((SELECT max(l."lease_id") FROM "leases" l WHERE l."bid_hash" = e."bid_hash"), 0);
ALTER TABLE "lease_endpoints" ALTER COLUMN "lease_id" SET NOT NULL;
DROP INDEX "lease_endpoints_bid_hash_key";
CREATE UNIQUE INDEX "lease_endpoints_bid_hash_lease_id_key" ON "lease_endpoints" ("bid_hash", "lease_id");
