-- Not breaking. For how long nodes were there in each hour, those hours as they were frozen, and the board on which validators' signatures under epochs meet.
CREATE TABLE "node_hours" (
  "hour" BIGINT NOT NULL,
  "node_id" TEXT NOT NULL,
  "seconds" INTEGER NOT NULL CHECK ("seconds" BETWEEN 0 AND 3600),
  PRIMARY KEY ("hour", "node_id")
);
CREATE TABLE "node_hours_look" (
  "id" INTEGER NOT NULL PRIMARY KEY CHECK ("id" = 1),
  "looked_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE TABLE "hour_records" (
  "hour" BIGINT NOT NULL PRIMARY KEY,
  "record" TEXT NOT NULL,
  "frozen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE TABLE "epoch_documents" (
  "statement" TEXT NOT NULL PRIMARY KEY,
  "epoch" BIGINT NOT NULL,
  "document" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "epoch_documents_epoch_idx" ON "epoch_documents" ("epoch");
CREATE TABLE "epoch_signatures" (
  "set_hash" TEXT NOT NULL,
  "epoch" BIGINT NOT NULL,
  "signer" TEXT NOT NULL,
  "statement" TEXT NOT NULL,
  "signature" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("set_hash", "epoch", "signer")
);
CREATE INDEX "epoch_signatures_epoch_idx" ON "epoch_signatures" ("epoch");
GRANT SELECT, INSERT, UPDATE, DELETE ON "node_hours" TO infinitio_api;
GRANT SELECT, INSERT, UPDATE ON "node_hours_look" TO infinitio_api;
GRANT SELECT, INSERT ON "hour_records", "epoch_documents", "epoch_signatures" TO infinitio_api;
