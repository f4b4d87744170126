-- Not breaking. The board of GPU proofs: messages of timers and nodes, by the block of their slot. The bytes of openings are in the store of artefacts.
CREATE TABLE "proof_slots" (
  "slot_hash" TEXT NOT NULL PRIMARY KEY,
  "slot" BIGINT NOT NULL,
  "seed" TEXT NOT NULL,
  "beacon_seed" TEXT NOT NULL,
  "at" BIGINT NOT NULL,
  "timers" JSONB NOT NULL
);
CREATE INDEX "proof_slots_at_idx" ON "proof_slots" ("at");
GRANT SELECT, INSERT, DELETE ON "proof_slots" TO infinitio_api;

CREATE TABLE "proof_calls" (
  "slot_hash" TEXT NOT NULL REFERENCES "proof_slots" ("slot_hash") ON DELETE CASCADE,
  "timer" TEXT NOT NULL,
  "nonce_hash" TEXT NOT NULL,
  "door" TEXT NOT NULL,
  "signature" TEXT NOT NULL,
  PRIMARY KEY ("slot_hash", "timer")
);
GRANT SELECT, INSERT, DELETE ON "proof_calls" TO infinitio_api;

CREATE TABLE "proof_commits" (
  "slot_hash" TEXT NOT NULL REFERENCES "proof_slots" ("slot_hash") ON DELETE CASCADE,
  "node_id" TEXT NOT NULL,
  "commits_hash" TEXT NOT NULL,
  "gpus" JSONB NOT NULL,
  "times" INTEGER[] NOT NULL DEFAULT '{}',
  "signature" TEXT NOT NULL,
  PRIMARY KEY ("slot_hash", "node_id")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "proof_commits" TO infinitio_api;

CREATE TABLE "proof_receipts" (
  "slot_hash" TEXT NOT NULL REFERENCES "proof_slots" ("slot_hash") ON DELETE CASCADE,
  "timer" TEXT NOT NULL,
  "nonce" TEXT NOT NULL,
  "receipts" JSONB NOT NULL,
  "signature" TEXT NOT NULL,
  PRIMARY KEY ("slot_hash", "timer")
);
GRANT SELECT, INSERT, DELETE ON "proof_receipts" TO infinitio_api;

CREATE TABLE "proof_openings" (
  "slot_hash" TEXT NOT NULL REFERENCES "proof_slots" ("slot_hash") ON DELETE CASCADE,
  "node_id" TEXT NOT NULL,
  "gpu" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL CHECK ("bytes" > 0),
  "artefact_id" UUID NOT NULL,
  "signature" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "removed_at" TIMESTAMPTZ(3),
  PRIMARY KEY ("slot_hash", "node_id", "gpu")
);
CREATE INDEX "proof_openings_sha256_idx" ON "proof_openings" ("sha256");
CREATE INDEX "proof_openings_artefact_id_idx" ON "proof_openings" ("artefact_id");
CREATE INDEX "proof_openings_created_at_idx" ON "proof_openings" ("created_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "proof_openings" TO infinitio_api;
