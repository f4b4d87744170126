-- Not breaking. What machines sign about the members of clusters, and what they measured between them.
CREATE TABLE "mesh_members" (
  "lease_id" BIGINT NOT NULL,
  "bid_hash" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "statement" TEXT,
  "seen_from" TEXT,
  "links" TEXT NOT NULL,
  "reported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("lease_id", "bid_hash")
);
CREATE INDEX "mesh_members_reported_at_idx" ON "mesh_members" ("reported_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "mesh_members" TO infinitio_api;
