-- Not breaking. Copies of leases' disks. What is stored is encrypted, in parts of 4 MiB; `parts` is the highest that was given a place. `order_json` is what the
-- renter signed, for the machine to judge again. A deleted row stays until its parts are gone from the store.
CREATE TABLE "disk_snapshots" (
  "snapshot_id" UUID NOT NULL,
  "account" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "bid_hash" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "renter_key" TEXT NOT NULL,
  "order_json" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'requested' CHECK ("state" IN ('requested', 'copying', 'stored', 'failed')),
  "code" TEXT,
  "parts" INTEGER NOT NULL DEFAULT 0,
  "stored_bytes" BIGINT NOT NULL DEFAULT 0,
  "disk_bytes" BIGINT,
  "renter_sealed" TEXT,
  "node_sealed" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "taken_at" TIMESTAMPTZ(3),
  "heard_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3),
  PRIMARY KEY ("snapshot_id"),
  CHECK (("state" = 'failed') = ("code" IS NOT NULL)),
  CHECK (("state" = 'stored') = ("disk_bytes" IS NOT NULL))
);
CREATE INDEX "disk_snapshots_account_created_at_idx" ON "disk_snapshots" ("account", "created_at");
CREATE INDEX "disk_snapshots_bid_hash_idx" ON "disk_snapshots" ("bid_hash");
CREATE INDEX "disk_snapshots_expires_at_idx" ON "disk_snapshots" ("expires_at");

-- What the disk of the lease that a bid makes begins with. `snapshot_id` is null while a move has not copied yet, `sealed_key` until it is known for which machine.
CREATE TABLE "disk_restores" (
  "bid_hash" TEXT NOT NULL,
  "account" TEXT NOT NULL,
  "snapshot_id" UUID,
  "sealed_key" TEXT,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'running', 'done', 'failed')),
  "percent" INTEGER NOT NULL DEFAULT 0,
  "code" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("bid_hash"),
  CHECK (("state" = 'failed') = ("code" IS NOT NULL))
);
CREATE INDEX "disk_restores_account_idx" ON "disk_restores" ("account");
CREATE INDEX "disk_restores_snapshot_id_idx" ON "disk_restores" ("snapshot_id");

-- Moves of a workload from one lease to another, with everything its renter signed for it. Which columns a state has is checked here.
CREATE TABLE "lease_moves" (
  "move_id" UUID NOT NULL,
  "account" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "bid_hash" TEXT NOT NULL,
  "new_bid_hash" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'ordering' CHECK ("state" IN ('ordering', 'starting', 'copying', 'restoring', 'switching', 'ending', 'done', 'failed')),
  "failed_at" TEXT CHECK ("failed_at" IN ('ordering', 'starting', 'copying', 'restoring', 'switching', 'ending')),
  "code" TEXT,
  "snapshot_id" UUID,
  "order_json" TEXT NOT NULL,
  "snapshot_json" TEXT,
  "end_json" TEXT NOT NULL,
  "end_relay" UUID,
  "old_ended" BOOLEAN NOT NULL DEFAULT false,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("move_id"),
  CHECK (("state" = 'failed') = ("failed_at" IS NOT NULL)),
  CHECK ("state" <> 'failed' OR "code" IS NOT NULL),
  CHECK ("state" NOT IN ('restoring', 'switching', 'ending', 'done') OR "snapshot_id" IS NOT NULL),
  CHECK ("snapshot_json" IS NOT NULL OR "snapshot_id" IS NOT NULL)
);
CREATE UNIQUE INDEX "lease_moves_new_bid_hash_key" ON "lease_moves" ("new_bid_hash");
CREATE INDEX "lease_moves_account_idx" ON "lease_moves" ("account");
CREATE INDEX "lease_moves_bid_hash_idx" ON "lease_moves" ("bid_hash");
-- One move of a lease at a time.
CREATE UNIQUE INDEX "lease_moves_underway" ON "lease_moves" ("bid_hash") WHERE "state" NOT IN ('done', 'failed');

-- Where the names of a lease lead since its workload moved: from the lease that a bid made to the one that another made.
CREATE TABLE "moved_leases" (
  "bid_hash" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "to_bid_hash" TEXT NOT NULL,
  "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("bid_hash")
);
CREATE UNIQUE INDEX "moved_leases_to_bid_hash_key" ON "moved_leases" ("to_bid_hash");
CREATE INDEX "moved_leases_lease_id_idx" ON "moved_leases" ("lease_id");

GRANT SELECT, INSERT, UPDATE, DELETE ON "disk_snapshots", "disk_restores", "lease_moves", "moved_leases" TO infinitio_api;
GRANT SELECT ON "moved_leases" TO infinitio_gateway;
