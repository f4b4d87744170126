-- Not breaking. Every change of SSH keys and ports of a lease, without the keys themselves, for the lease's list of events.
CREATE TABLE "lease_access_changes" (
  "bid_hash" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "number" INTEGER NOT NULL CHECK ("number" > 0),
  "signer" TEXT NOT NULL,
  "ssh_keys" INTEGER NOT NULL,
  "ports" INTEGER[] NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("bid_hash", "lease_id", "number"),
  FOREIGN KEY ("bid_hash", "lease_id") REFERENCES "lease_access" ("bid_hash", "lease_id") ON DELETE CASCADE ON UPDATE NO ACTION
);
INSERT INTO "lease_access_changes" ("bid_hash", "lease_id", "number", "signer", "ssh_keys", "ports", "at")
  SELECT "bid_hash", "lease_id", "number", "signer", cardinality("ssh_keys"), "ports", "changed_at" FROM "lease_access";
GRANT SELECT, INSERT, UPDATE, DELETE ON "lease_access_changes" TO infinitio_api;
