-- Not breaking. The last change of SSH keys and ports that a holder signed for a running lease (ADR 208).
CREATE TABLE "lease_access" (
  "bid_hash" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "number" INTEGER NOT NULL CHECK ("number" > 0),
  "signer" TEXT NOT NULL,
  "ssh_keys" TEXT[] NOT NULL,
  "ports" INTEGER[] NOT NULL,
  "expiry" BIGINT NOT NULL,
  "signature" TEXT NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("bid_hash", "lease_id")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "lease_access" TO infinitio_api;
GRANT SELECT ON "lease_access" TO infinitio_gateway;
