-- Not breaking. Host names of leases: `label` is random and belongs to the lease that a bid made, until the workload moves and the row names another bid.
CREATE TABLE "lease_endpoints" (
  "label" TEXT NOT NULL,
  "bid_hash" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("label")
);
CREATE UNIQUE INDEX "lease_endpoints_bid_hash_key" ON "lease_endpoints" ("bid_hash");

-- Tokens for ports of a lease, by their hash: `page` opens one port in a browser once (spent in connections), `program` all ports until the lease ends.
CREATE TABLE "port_tokens" (
  "token_hash" TEXT NOT NULL,
  "token_id" UUID NOT NULL,
  "label" TEXT NOT NULL,
  "account" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('page', 'program')),
  "port" INTEGER,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3),
  PRIMARY KEY ("token_hash")
);
CREATE INDEX "port_tokens_label_idx" ON "port_tokens" ("label");
CREATE INDEX "port_tokens_expires_at_idx" ON "port_tokens" ("expires_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "lease_endpoints", "port_tokens" TO infinitio_api;
GRANT SELECT ON "lease_endpoints", "port_tokens" TO infinitio_gateway;
