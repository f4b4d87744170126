-- Not breaking. Leases that are shared with teammates, and the SSH keys that accounts keep (ADR 87).
CREATE TABLE "lease_shares" (
  "bid_hash" TEXT NOT NULL,
  "guest" TEXT NOT NULL,
  "may" TEXT NOT NULL CHECK ("may" IN ('watch', 'use')),
  "shared_by" TEXT NOT NULL CHECK ("shared_by" <> "guest"),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("bid_hash", "guest")
);
CREATE INDEX "lease_shares_guest_idx" ON "lease_shares" ("guest");
CREATE INDEX "lease_shares_shared_by_idx" ON "lease_shares" ("shared_by");
CREATE TABLE "account_ssh_keys" (
  "account" TEXT NOT NULL,
  "line" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("account", "line")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "lease_shares", "account_ssh_keys" TO infinitio_api;
GRANT SELECT ON "lease_shares", "account_ssh_keys" TO infinitio_gateway;
