-- Not breaking. Links by which a wallet in a browser registers a machine. The secret of a link is never stored, only a hash of the key that claims it.
CREATE TABLE "pairings" (
  "pairing_id" TEXT NOT NULL PRIMARY KEY,
  "node_key" TEXT NOT NULL UNIQUE,
  "claim_key_hash" TEXT NOT NULL,
  "offer" TEXT NOT NULL CHECK (length("offer") <= 4000),
  "mac" TEXT NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "account" TEXT,
  "browser_nonce" TEXT,
  "claim_mac" TEXT,
  "claimed_at" TIMESTAMPTZ(3),
  "machine_nonce" TEXT,
  "permission" TEXT CHECK (length("permission") <= 8000)
);
CREATE INDEX "pairings_expires_at_idx" ON "pairings" ("expires_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "pairings" TO infinitio_api;
