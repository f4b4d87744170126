-- Not breaking. What the operator pays providers for credited time of which they were not the cause, one row for each lease.
CREATE TABLE "operator_shares" (
  "lease_id" BIGINT NOT NULL PRIMARY KEY,
  "bid_hash" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "seconds" BIGINT NOT NULL,
  "asked" NUMERIC(78, 0) NOT NULL,
  "amount" NUMERIC(78, 0) NOT NULL CHECK ("amount" >= 0 AND "amount" <= "asked"),
  "cuts" TEXT[] NOT NULL,
  "decided_at" BIGINT NOT NULL,
  "transaction_id" BIGINT,
  "found_tx" TEXT UNIQUE,
  CHECK ("amount" = 0 OR "transaction_id" IS NOT NULL OR "found_tx" IS NOT NULL)
);
CREATE INDEX "operator_shares_decided_at_idx" ON "operator_shares" ("decided_at");
CREATE INDEX "operator_shares_provider_lease_id_idx" ON "operator_shares" ("provider", "lease_id");
GRANT SELECT, INSERT, UPDATE ON "operator_shares" TO infinitio_worker;
GRANT SELECT ON "operator_shares" TO infinitio_api;
GRANT SELECT ON "chain_classes" TO infinitio_worker;
