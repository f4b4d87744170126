-- Not breaking. Statements of validators about the GPU proofs of a slot, by the root that they signed, and the slots of a machine in its own statement.
CREATE TABLE "proof_roots" (
  "root" TEXT NOT NULL PRIMARY KEY,
  "slot" BIGINT NOT NULL,
  "slot_hash" TEXT NOT NULL,
  "beacon_seed" TEXT NOT NULL,
  "calls" TEXT NOT NULL,
  "timers" INTEGER NOT NULL,
  "z" BIGINT NOT NULL,
  "z_hash" TEXT NOT NULL,
  "posted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "proof_roots_posted_at_idx" ON "proof_roots" ("posted_at");
CREATE TABLE "proof_statements" (
  "root" TEXT NOT NULL REFERENCES "proof_roots" ("root") ON DELETE CASCADE ON UPDATE NO ACTION,
  "node_id" TEXT NOT NULL,
  "gpu" INTEGER NOT NULL,
  "commit" TEXT NOT NULL,
  "shown_mib" INTEGER NOT NULL,
  "passed" BOOLEAN NOT NULL,
  PRIMARY KEY ("root", "node_id", "gpu")
);
CREATE INDEX "proof_statements_node_id_idx" ON "proof_statements" ("node_id");
GRANT SELECT, INSERT, DELETE ON "proof_roots", "proof_statements" TO infinitio_api;
ALTER TABLE "machine_statements"
  ADD COLUMN "day_slots" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "day_passed" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "has_new_pass" BOOLEAN NOT NULL DEFAULT false;
