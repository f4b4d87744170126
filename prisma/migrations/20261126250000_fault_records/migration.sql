-- Not breaking. Incidents that agents report, outages of the market, and the faults of leases.
CREATE TABLE "lease_incidents" (
  "node_id" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "incident" TEXT NOT NULL CHECK ("incident" IN ('gpu_error', 'reboot', 'script_exit', 'out_of_memory', 'disk_full')),
  "value" INTEGER,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("node_id", "lease_id", "incident")
);
CREATE INDEX "lease_incidents_at_idx" ON "lease_incidents" ("at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "lease_incidents" TO infinitio_api;

CREATE TABLE "market_outages" (
  "from_at" TIMESTAMPTZ(3) NOT NULL PRIMARY KEY,
  "until_at" TIMESTAMPTZ(3) NOT NULL CHECK ("until_at" > "from_at")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "market_outages" TO infinitio_api;

CREATE TABLE "fault_records" (
  "fault_id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "bid_hash" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "node_id" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "incident" TEXT NOT NULL,
  "value" INTEGER,
  "from_at" BIGINT NOT NULL,
  "until_at" BIGINT,
  "facts" JSONB NOT NULL,
  "party" TEXT NOT NULL CHECK ("party" IN ('provider', 'renter', 'operator', 'nobody')),
  "rule" INTEGER NOT NULL,
  "source" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE ("bid_hash", "lease_id", "incident")
);
CREATE INDEX "fault_records_node_id_fault_id_idx" ON "fault_records" ("node_id", "fault_id");
CREATE INDEX "fault_records_created_at_idx" ON "fault_records" ("created_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "fault_records" TO infinitio_api;

CREATE INDEX "lost_leases_lost_at_idx" ON "lost_leases" ("lost_at");
CREATE INDEX "lease_images_updated_at_idx" ON "lease_images" ("updated_at");
CREATE INDEX "fault_records_open_idx" ON "fault_records" ("lease_id") WHERE "until_at" IS NULL AND "incident" = 'unreachable';
