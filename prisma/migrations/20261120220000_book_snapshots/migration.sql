-- Not breaking. Snapshots of the book, from which a matcher starts without the journal's whole past; written by the matcher or its standby.
CREATE TABLE "book_snapshots" (
  "seq" BIGINT PRIMARY KEY,
  "hash" TEXT NOT NULL,
  "at_ms" BIGINT NOT NULL,
  "book_hash" TEXT NOT NULL,
  "generation" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "parts" INTEGER NOT NULL,
  "digest" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
-- A field of Postgres holds at most 1 GB, and a page of it is read at once: the bytes come in parts.
CREATE TABLE "book_snapshot_parts" (
  "seq" BIGINT NOT NULL,
  "part" INTEGER NOT NULL,
  "bytes" BYTEA NOT NULL,
  PRIMARY KEY ("seq", "part")
);
-- They are compressed already.
ALTER TABLE "book_snapshot_parts" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, DELETE ON "book_snapshots", "book_snapshot_parts" TO infinitio_matcher;
GRANT SELECT ON "book_snapshots", "book_snapshot_parts" TO infinitio_api, infinitio_admin;
