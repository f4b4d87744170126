-- Not breaking. Telemetry by the minute (30 days) and by the hour (2 years), and the deletion of an account's workloads.
-- lease_id 0 is the machine itself; values are means over `samples` readings of the span that begins at `at`.
CREATE TABLE "telemetry_minutes" (
  "node_id" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "samples" INTEGER NOT NULL,
  "cpu_percent" DOUBLE PRECISION,
  "ram_used_mib" DOUBLE PRECISION,
  "ram_total_mib" DOUBLE PRECISION,
  "disk_used_gib" DOUBLE PRECISION,
  "disk_total_gib" DOUBLE PRECISION,
  "net_rx_kib" DOUBLE PRECISION,
  "net_tx_kib" DOUBLE PRECISION,
  PRIMARY KEY ("node_id", "lease_id", "at")
);
CREATE INDEX "telemetry_minutes_lease_id_at_idx" ON "telemetry_minutes" ("lease_id", "at");
CREATE INDEX "telemetry_minutes_at_idx" ON "telemetry_minutes" ("at");

CREATE TABLE "telemetry_hours" (
  "node_id" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "samples" INTEGER NOT NULL,
  "cpu_percent" DOUBLE PRECISION,
  "ram_used_mib" DOUBLE PRECISION,
  "ram_total_mib" DOUBLE PRECISION,
  "disk_used_gib" DOUBLE PRECISION,
  "disk_total_gib" DOUBLE PRECISION,
  "net_rx_kib" DOUBLE PRECISION,
  "net_tx_kib" DOUBLE PRECISION,
  PRIMARY KEY ("node_id", "lease_id", "at")
);
CREATE INDEX "telemetry_hours_lease_id_at_idx" ON "telemetry_hours" ("lease_id", "at");
CREATE INDEX "telemetry_hours_at_idx" ON "telemetry_hours" ("at");

GRANT SELECT, INSERT, UPDATE, DELETE ON "telemetry_minutes", "telemetry_hours" TO infinitio_api;
GRANT DELETE ON "workloads" TO infinitio_api;
