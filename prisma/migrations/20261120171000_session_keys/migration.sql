-- Not breaking. The contract packs what session keys may spend into 64 bits without a sign; bigint has one less, and an account may name any limit.
ALTER TABLE "chain_sessions" ALTER COLUMN "total_left" TYPE NUMERIC(78,0), ALTER COLUMN "day_cap" TYPE NUMERIC(78,0), ALTER COLUMN "spent_today" TYPE NUMERIC(78,0);

-- What bids that a session key signed may still spend of its limits, until they are on the chain, refused or over. In 1e-9 PToken.
CREATE TABLE "session_bids" (
  "bid_hash" TEXT NOT NULL,
  "account" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "spending" NUMERIC(78,0) NOT NULL,
  "gpus" INTEGER NOT NULL,
  "expiry" BIGINT NOT NULL,
  PRIMARY KEY ("bid_hash")
);
CREATE INDEX "session_bids_account_key_expiry_idx" ON "session_bids" ("account", "key", "expiry");
GRANT SELECT, INSERT, DELETE ON "session_bids" TO infinitio_api;
