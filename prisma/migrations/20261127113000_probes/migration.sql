-- Not breaking. Reports of validators about the network of machines, and the network of a machine in its own statement.
CREATE TABLE "probe_reports" (
  "signature" TEXT NOT NULL PRIMARY KEY,
  "hour" BIGINT NOT NULL,
  "validator" TEXT NOT NULL
);
CREATE INDEX "probe_reports_hour_validator_idx" ON "probe_reports" ("hour", "validator");
CREATE TABLE "probe_records" (
  "signature" TEXT NOT NULL REFERENCES "probe_reports" ("signature") ON DELETE CASCADE ON UPDATE NO ACTION,
  "hour" BIGINT NOT NULL,
  "validator" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "gateway" TEXT NOT NULL,
  "rtt_micros" INTEGER,
  "down_kbps" INTEGER NOT NULL,
  "up_kbps" INTEGER NOT NULL,
  PRIMARY KEY ("hour", "node_id", "validator", "gateway")
);
CREATE INDEX "probe_records_signature_idx" ON "probe_records" ("signature");
CREATE INDEX "probe_records_node_id_hour_idx" ON "probe_records" ("node_id", "hour");
GRANT SELECT, INSERT, DELETE ON "probe_reports", "probe_records" TO infinitio_api;
GRANT SELECT ON "probe_reports" TO infinitio_gateway;
ALTER TABLE "machine_statements"
  ADD COLUMN "slot_days" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "recent_slots" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "recent_passed" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "ready_seconds" INTEGER,
  ADD COLUMN "probed_hours" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "gateways" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "network_mbps" INTEGER;
