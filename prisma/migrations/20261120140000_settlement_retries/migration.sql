-- Not breaking. An operator's word that what was sent for a match so far cannot land any more, so that the worker sends it anew; append-only.
CREATE TABLE "settlement_retries" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "match_id" BIGINT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "settlement_retries_match_id_idx" ON "settlement_retries" ("match_id");
GRANT SELECT, INSERT ON "settlement_retries" TO infinitio_admin;
GRANT SELECT ON "settlement_retries" TO infinitio_worker, infinitio_api;
