-- Not breaking. When a quorum attested the statements of a slot, so that pages show no other verdict.
ALTER TABLE "proof_roots" ADD COLUMN "attested_at" BIGINT;
CREATE INDEX "proof_roots_slot_hash_idx" ON "proof_roots" ("slot_hash");
GRANT UPDATE ("attested_at") ON "proof_roots" TO infinitio_api;
