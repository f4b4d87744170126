-- Not breaking. Reviews of leases, their answers, and the texts that the operator hid: one chained list. Only the text may disappear later.
CREATE TABLE "reviews" (
  "number" BIGINT NOT NULL PRIMARY KEY CHECK ("number" > 0),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('review', 'answer', 'hiding')),
  "target" BIGINT NOT NULL CHECK ("target" >= 0 AND "target" < "number"),
  "lease_id" BIGINT NOT NULL,
  "lease_key" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "side" TEXT NOT NULL CHECK ("side" IN ('renter', 'provider')),
  "author" TEXT,
  "subject" TEXT NOT NULL,
  "stars" INTEGER CHECK ("stars" BETWEEN 1 AND 5),
  "text" TEXT CHECK (length("text") <= 1000),
  "text_hash" TEXT NOT NULL,
  "fees" DECIMAL(78,0) NOT NULL,
  "funder" TEXT,
  "signature" TEXT,
  "at" BIGINT NOT NULL,
  "hash" TEXT NOT NULL,
  CHECK (("kind" = 'review') = ("stars" IS NOT NULL)),
  CHECK (("kind" = 'hiding') = ("author" IS NULL))
);
CREATE UNIQUE INDEX "reviews_lease_key_side_kind_target_key" ON "reviews" ("lease_key", "side", "kind", "target");
CREATE INDEX "reviews_author_idx" ON "reviews" ("author");
CREATE INDEX "reviews_node_id_number_idx" ON "reviews" ("node_id", "number");
CREATE INDEX "reviews_subject_side_number_idx" ON "reviews" ("subject", "side", "number");
CREATE INDEX "reviews_target_idx" ON "reviews" ("target");
GRANT SELECT, INSERT, UPDATE ("text") ON "reviews" TO infinitio_api;

CREATE TABLE "review_heads" (
  "day" BIGINT NOT NULL PRIMARY KEY,
  "number" BIGINT NOT NULL,
  "hash" TEXT NOT NULL,
  "signed_at" BIGINT NOT NULL,
  "signer" TEXT NOT NULL,
  "signature" TEXT NOT NULL
);
GRANT SELECT, INSERT ON "review_heads" TO infinitio_api;

-- Deposits by another account than the one that gets the balance.
CREATE INDEX "chain_logs_foreign_deposit_idx" ON "chain_logs" (("args"::json ->> 'account'))
  WHERE "name" = 'Deposited' AND ("args"::json ->> 'account') <> ("args"::json ->> 'from');
