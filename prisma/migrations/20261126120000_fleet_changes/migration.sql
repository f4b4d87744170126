-- Not breaking. Lists of changes that a provider signs once for many machines, and what signs the asks of each machine.
CREATE TABLE "fleet_changes" (
  "hash" TEXT NOT NULL PRIMARY KEY,
  "owner" TEXT NOT NULL,
  "serial" BIGINT NOT NULL,
  "expiry" BIGINT NOT NULL,
  "change" TEXT NOT NULL,
  "signature" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "fleet_changes_owner_serial_key" ON "fleet_changes" ("owner", "serial");
CREATE TABLE "fleet_change_rows" (
  "hash" TEXT NOT NULL REFERENCES "fleet_changes" ("hash") ON DELETE CASCADE ON UPDATE CASCADE,
  "place" INTEGER NOT NULL CHECK ("place" BETWEEN 0 AND 999),
  "node_id" TEXT NOT NULL,
  "act" TEXT NOT NULL CHECK ("act" IN ('price', 'pause', 'resume')),
  "price_per_gpu_second" DECIMAL(78, 0) NOT NULL,
  "proof" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'done', 'refused')),
  "code" TEXT,
  PRIMARY KEY ("hash", "place")
);
CREATE INDEX "fleet_change_rows_waiting_idx" ON "fleet_change_rows" ("node_id") WHERE "state" = 'waiting';
CREATE TABLE "node_signing" (
  "node_id" TEXT NOT NULL PRIMARY KEY,
  "signed_by" TEXT NOT NULL CHECK ("signed_by" IN ('wallet', 'mandate', 'none')),
  "mandate" TEXT
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "fleet_changes", "fleet_change_rows", "node_signing" TO infinitio_api;
