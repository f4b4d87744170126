-- Not breaking. What can change about a lease after it was settled besides its end: who holds it (null: the renter), what a quorum took
-- off the bill, what the provider's bond paid; and the session keys that accounts authorised. New columns may be null, so that before
-- images of an earlier release can still be put back.
ALTER TABLE "leases" ADD COLUMN "holder" TEXT;
ALTER TABLE "leases" ADD COLUMN "credit_seconds" BIGINT;
ALTER TABLE "leases" ADD COLUMN "compensation" NUMERIC(78,0);
CREATE INDEX "leases_holder_idx" ON "leases" ("holder");

-- Amounts in 1e-9 PToken, as the contract packs them; spent_on is the day (Unix seconds / 86400) that spent_today is about.
CREATE TABLE "chain_sessions" (
  "account" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "total_left" BIGINT NOT NULL,
  "day_cap" BIGINT NOT NULL,
  "spent_today" BIGINT NOT NULL,
  "spent_on" BIGINT NOT NULL,
  "expiry" BIGINT NOT NULL,
  "revoked" BOOLEAN NOT NULL,
  "updated_block" BIGINT NOT NULL,
  PRIMARY KEY ("account", "key")
);
CREATE TRIGGER "chain_sessions_undo" AFTER INSERT OR UPDATE OR DELETE ON "chain_sessions" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('account', 'key');

GRANT SELECT, INSERT, UPDATE, DELETE ON "chain_sessions" TO infinitio_follower;
GRANT SELECT ON "chain_sessions" TO infinitio_api, infinitio_worker;
