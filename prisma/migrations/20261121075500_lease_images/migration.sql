-- Not breaking. How far the image of a lease is, as its node's agent says: one JSON object, checked again whenever it is read.
CREATE TABLE "lease_images" (
  "node_id" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "image" JSONB NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("node_id", "lease_id")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "lease_images" TO infinitio_api;
