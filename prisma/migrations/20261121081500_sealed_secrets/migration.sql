-- Not breaking. Secrets of a workload, sealed to the key of one node: what the market keeps is ciphertext, until the leases they are for are over.
CREATE TABLE "sealed_secrets" (
  "workload_hash" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "account" TEXT NOT NULL,
  "box_id" UUID NOT NULL,
  "box" TEXT,
  "state" TEXT NOT NULL CHECK ("state" IN ('sealed', 'opened', 'refused')),
  "code" TEXT,
  "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("workload_hash", "node_id")
);
CREATE INDEX "sealed_secrets_account_idx" ON "sealed_secrets" ("account");
CREATE INDEX "sealed_secrets_sealed_at_idx" ON "sealed_secrets" ("sealed_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "sealed_secrets" TO infinitio_api;
