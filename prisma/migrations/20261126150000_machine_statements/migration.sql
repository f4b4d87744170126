-- Not breaking. Statements of validators about machines under a root, with the facts that it follows from. The worker applies it.
CREATE TABLE "machine_statements" (
  "root" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "epoch" BIGINT NOT NULL,
  "tier" INTEGER NOT NULL,
  "reliability_bps" INTEGER NOT NULL,
  "hours" INTEGER NOT NULL,
  "present_seconds" INTEGER NOT NULL,
  "days_in_time" INTEGER NOT NULL,
  "days_late" INTEGER NOT NULL,
  "proof" TEXT NOT NULL,
  PRIMARY KEY ("root", "node_id")
);
CREATE INDEX "machine_statements_epoch_idx" ON "machine_statements" ("epoch");
GRANT SELECT, INSERT, DELETE ON "machine_statements" TO infinitio_api;
GRANT SELECT ON "machine_statements" TO infinitio_worker;
